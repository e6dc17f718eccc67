"""The domain Security of the Chrome DevTools Protocol."""

# Written by generate_protocol; do not edit.

from __future__ import annotations

import typing as t

from ..domain import ProtocolDomain
from ..event_source import EventSource
from ..reply import Reply

if t.TYPE_CHECKING:
    from . import network as _network

# API status: stable
# An internal certificate ID value.
CertificateId = int

# API status: stable
# A description of mixed content (HTTP resources on HTTPS pages), as defined by
# https://www.w3.org/TR/mixed-content/#categories
MixedContentType = t.Literal["blockable", "optionally-blockable", "none"]

# API status: stable
# The security level of a page or resource.
SecurityState = t.Literal["unknown", "neutral", "insecure", "secure", "info", "insecure-broken"]


class _CertificateSecurityStateRequired(t.TypedDict):
    protocol: str
    keyExchange: str
    cipher: str
    certificate: t.List[str]
    subjectName: str
    issuer: str
    validFrom: _network.TimeSinceEpoch
    validTo: _network.TimeSinceEpoch
    certificateHasWeakSignature: bool
    certificateHasSha1Signature: bool
    modernSSL: bool
    obsoleteSslProtocol: bool
    obsoleteSslKeyExchange: bool
    obsoleteSslCipher: bool
    obsoleteSslSignature: bool


# API status: experimental
class CertificateSecurityState(_CertificateSecurityStateRequired, total=False):
    """Details about the security state of the page certificate.

    protocol: Protocol name (e.g. "TLS 1.2" or "QUIC").
    keyExchange: Key Exchange used by the connection, or the empty string if not applicable.
    keyExchangeGroup: (EC)DH group used by the connection, if applicable.
    cipher: Cipher name.
    mac: TLS MAC. Note that AEAD ciphers do not have separate MACs.
    certificate: Page certificate.
    subjectName: Certificate subject name.
    issuer: Name of the issuing CA.
    validFrom: Certificate valid from date.
    validTo: Certificate valid to (expiration) date
    certificateNetworkError: The highest priority network error code, if the certificate has an
        error.
    certificateHasWeakSignature: True if the certificate uses a weak signature algorithm.
    certificateHasSha1Signature: True if the certificate has a SHA1 signature in the chain.
    modernSSL: True if modern SSL
    obsoleteSslProtocol: True if the connection is using an obsolete SSL protocol.
    obsoleteSslKeyExchange: True if the connection is using an obsolete SSL key exchange.
    obsoleteSslCipher: True if the connection is using an obsolete SSL cipher.
    obsoleteSslSignature: True if the connection is using an obsolete SSL signature.
    """

    keyExchangeGroup: str
    mac: str
    certificateNetworkError: str


# API status: experimental
SafetyTipStatus = t.Literal["badReputation", "lookalike"]


class _SafetyTipInfoRequired(t.TypedDict):
    safetyTipStatus: SafetyTipStatus


# API status: experimental
class SafetyTipInfo(_SafetyTipInfoRequired, total=False):
    """The type `Security.SafetyTipInfo`.

    safetyTipStatus: Describes whether the page triggers any safety tips or reputation warnings.
        Default is unknown.
    safeUrl: The URL the safety tip suggested ("Did you mean?"). Only filled in for lookalike
        matches.
    """

    safeUrl: str


class _VisibleSecurityStateRequired(t.TypedDict):
    securityState: SecurityState
    securityStateIssueIds: t.List[str]


# API status: experimental
class VisibleSecurityState(_VisibleSecurityStateRequired, total=False):
    """Security state information about the page.

    securityState: The security level of the page.
    certificateSecurityState: Security state details about the page certificate.
    safetyTipInfo: The type of Safety Tip triggered on the page. Note that this field will be
        set even if the Safety Tip UI was not actually shown.
    securityStateIssueIds: Array of security state issues ids.
    """

    certificateSecurityState: CertificateSecurityState
    safetyTipInfo: SafetyTipInfo


class _SecurityStateExplanationRequired(t.TypedDict):
    securityState: SecurityState
    title: str
    summary: str
    description: str
    mixedContentType: MixedContentType
    certificate: t.List[str]


# API status: stable
class SecurityStateExplanation(_SecurityStateExplanationRequired, total=False):
    """An explanation of an factor contributing to the security state.

    securityState: Security state representing the severity of the factor being explained.
    title: Title describing the type of factor.
    summary: Short phrase describing the type of factor.
    description: Full text explanation of the factor.
    mixedContentType: The type of mixed content described by the explanation.
    certificate: Page certificate.
    recommendations: Recommendations to fix any issues.
    """

    recommendations: t.List[str]


# API status: stable
# Deprecated.
class InsecureContentStatus(t.TypedDict):
    """Information about insecure content on the page.

    ranMixedContent: Always false.
    displayedMixedContent: Always false.
    containedMixedForm: Always false.
    ranContentWithCertErrors: Always false.
    displayedContentWithCertErrors: Always false.
    ranInsecureContentStyle: Always set to unknown.
    displayedInsecureContentStyle: Always set to unknown.
    """

    ranMixedContent: bool
    displayedMixedContent: bool
    containedMixedForm: bool
    ranContentWithCertErrors: bool
    displayedContentWithCertErrors: bool
    ranInsecureContentStyle: SecurityState
    displayedInsecureContentStyle: SecurityState


# API status: stable
# The action to take when a certificate error occurs. continue will continue processing the
# request and cancel will cancel the request.
CertificateErrorAction = t.Literal["continue", "cancel"]


class CertificateErrorEvent(t.TypedDict):
    """The parameters of the event `Security.certificateError`.

    eventId: The ID of the event.
    errorType: The type of the error.
    requestURL: The url that was requested.
    """

    eventId: int
    errorType: str
    requestURL: str


class VisibleSecurityStateChangedEvent(t.TypedDict):
    """The parameters of the event `Security.visibleSecurityStateChanged`.

    visibleSecurityState: Security state information about the page.
    """

    visibleSecurityState: VisibleSecurityState


class _SecurityStateChangedEventRequired(t.TypedDict):
    securityState: SecurityState
    schemeIsCryptographic: bool
    explanations: t.List[SecurityStateExplanation]
    insecureContentStatus: InsecureContentStatus


class SecurityStateChangedEvent(_SecurityStateChangedEventRequired, total=False):
    """The parameters of the event `Security.securityStateChanged`.

    securityState: Security state.
    schemeIsCryptographic (deprecated): True if the page was loaded over cryptographic transport
        such as HTTPS.
    explanations (deprecated): Previously a list of explanations for the security state. Now
        always empty.
    insecureContentStatus (deprecated): Information about insecure content on the page.
    summary (deprecated): Overrides user-visible description of the state. Always omitted.
    """

    summary: str


# API status: stable
class SecurityDomain(ProtocolDomain):
    """The domain Security."""

    # API status: stable
    def disable(self) -> Reply[t.Dict[str, t.Any]]:
        """Disables tracking security state changes."""
        return self._call("Security.disable", {})

    # API status: stable
    def enable(self) -> Reply[t.Dict[str, t.Any]]:
        """Enables tracking security state changes."""
        return self._call("Security.enable", {})

    # API status: stable
    def set_ignore_certificate_errors(self, ignore: bool) -> Reply[t.Dict[str, t.Any]]:
        """Enable/disable whether all certificate errors should be ignored.

        ignore: If true, all certificate errors will be ignored.
        """
        return self._call("Security.setIgnoreCertificateErrors", {"ignore": ignore})

    # API status: stable
    # Deprecated.
    def handle_certificate_error(self, event_id: int, action: CertificateErrorAction) -> Reply[t.Dict[str, t.Any]]:
        """Handles a certificate error that fired a certificateError event.

        event_id: The ID of the event.
        action: The action to take on the certificate error.
        """
        return self._call("Security.handleCertificateError", {"eventId": event_id, "action": action})

    # API status: stable
    # Deprecated.
    def set_override_certificate_errors(self, override: bool) -> Reply[t.Dict[str, t.Any]]:
        """Enable/disable overriding certificate errors. If enabled, all certificate error
        events need to
        be handled by the DevTools client and should be answered with
        `handleCertificateError` commands.

        override: If true, certificate errors will be overridden.
        """
        return self._call("Security.setOverrideCertificateErrors", {"override": override})

    # API status: stable
    # Deprecated.
    @property
    def certificate_error(self) -> EventSource[CertificateErrorEvent]:
        """There is a certificate error. If overriding certificate errors is enabled, then it
        should be
        handled with the `handleCertificateError` command. Note: this event does not fire if
        the
        certificate error has been allowed internally. Only one client per target should
        override
        certificate errors at the same time.
        """
        return self._event("Security.certificateError")

    # API status: experimental
    @property
    def visible_security_state_changed(self) -> EventSource[VisibleSecurityStateChangedEvent]:
        """The security state of the page changed."""
        return self._event("Security.visibleSecurityStateChanged")

    # API status: stable
    # Deprecated.
    @property
    def security_state_changed(self) -> EventSource[SecurityStateChangedEvent]:
        """The security state of the page changed. No longer being sent."""
        return self._event("Security.securityStateChanged")
