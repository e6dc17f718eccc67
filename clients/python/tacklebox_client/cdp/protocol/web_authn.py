"""The domain WebAuthn of the Chrome DevTools Protocol."""

# Written by generate_protocol; do not edit.

from __future__ import annotations

import typing as t

from ..domain import ProtocolDomain
from ..event_source import EventSource
from ..reply import Reply

# API status: experimental
AuthenticatorId = str

# API status: experimental
AuthenticatorProtocol = t.Literal["u2f", "ctap2"]

# API status: experimental
Ctap2Version = t.Literal["ctap2_0", "ctap2_1", "ctap2_2"]

# API status: experimental
# LINT.IfChange(AuthenticatorTransport)
AuthenticatorTransport = t.Literal["usb", "nfc", "ble", "cable", "hybrid", "smart-card", "internal"]


class _VirtualAuthenticatorOptionsRequired(t.TypedDict):
    protocol: AuthenticatorProtocol
    transport: AuthenticatorTransport


# API status: experimental
class VirtualAuthenticatorOptions(_VirtualAuthenticatorOptionsRequired, total=False):
    """The type `WebAuthn.VirtualAuthenticatorOptions`.

    protocol
    ctap2Version: Defaults to ctap2_0. Ignored if |protocol| == u2f.
    transport
    hasResidentKey: Defaults to false.
    hasUserVerification: Defaults to false.
    hasLargeBlob: If set to true, the authenticator will support the largeBlob extension.
        https://w3c.github.io/webauthn#largeBlob Defaults to false.
    hasCredBlob: If set to true, the authenticator will support the credBlob extension.
        https://fidoalliance.org/specs/fido-v2.1-rd-20201208/fido-client-to-authenticator-protocol-v2.1-rd-20201208.html#sctn-credBlob-extension
        Defaults to false.
    hasMinPinLength: If set to true, the authenticator will support the minPinLength extension.
        https://fidoalliance.org/specs/fido-v2.1-ps-20210615/fido-client-to-authenticator-protocol-v2.1-ps-20210615.html#sctn-minpinlength-extension
        Defaults to false.
    hasPrf: If set to true, the authenticator will support the prf extension.
        https://w3c.github.io/webauthn/#prf-extension Defaults to false.
    hasHmacSecret: If set to true, the authenticator will support the hmac-secret extension.
        https://fidoalliance.org/specs/fido-v2.1-ps-20210615/fido-client-to-authenticator-protocol-v2.1-ps-20210615.html#sctn-hmac-secret-extension
        Defaults to false.
    hasHmacSecretMc: If set to true, the authenticator will support the hmac-secret-mc
        extension.
        https://fidoalliance.org/specs/fido-v2.2-rd-20241003/fido-client-to-authenticator-protocol-v2.2-rd-20241003.html#sctn-hmac-secret-make-cred-extension
        Defaults to false.
    hasCmtgKey: If set to true, the authenticator will support the cmtgKey (Credential Manager
        Trust Group Key) extension. https://github.com/w3c/webauthn/pull/2377 Defaults to false.
    automaticPresenceSimulation: If set to true, tests of user presence will succeed
        immediately. Otherwise, they will not be resolved. Defaults to true.
    isUserVerified: Sets whether User Verification succeeds or fails for an authenticator.
        Defaults to false.
    defaultBackupEligibility: Credentials created by this authenticator will have the backup
        eligibility (BE) flag set to this value. Defaults to false.
        https://w3c.github.io/webauthn/#sctn-credential-backup
    defaultBackupState: Credentials created by this authenticator will have the backup state
        (BS) flag set to this value. Defaults to false.
        https://w3c.github.io/webauthn/#sctn-credential-backup
    """

    ctap2Version: Ctap2Version
    hasResidentKey: bool
    hasUserVerification: bool
    hasLargeBlob: bool
    hasCredBlob: bool
    hasMinPinLength: bool
    hasPrf: bool
    hasHmacSecret: bool
    hasHmacSecretMc: bool
    hasCmtgKey: bool
    automaticPresenceSimulation: bool
    isUserVerified: bool
    defaultBackupEligibility: bool
    defaultBackupState: bool


class _CredentialRequired(t.TypedDict):
    credentialId: str
    isResidentCredential: bool
    privateKey: str
    signCount: float


# API status: experimental
class Credential(_CredentialRequired, total=False):
    """The type `WebAuthn.Credential`.

    credentialId
    isResidentCredential
    rpId: Relying Party ID the credential is scoped to. Must be set when adding a credential.
    privateKey: The ECDSA P-256 private key in PKCS#8 format.
    userHandle: An opaque byte sequence with a maximum size of 64 bytes mapping the credential
        to a specific user.
    signCount: Signature counter. Must be equal to or greater than -1. If -1, the credential
        won't have an associated signature counter, and every assertion operation will report a
        value of 0. See https://w3c.github.io/webauthn/#signature-counter
    largeBlob: The large blob associated with the credential. See
        https://w3c.github.io/webauthn/#sctn-large-blob-extension
    backupEligibility: Assertions returned by this credential will have the backup eligibility
        (BE) flag set to this value. Defaults to the authenticator's defaultBackupEligibility
        value.
    backupState: Assertions returned by this credential will have the backup state (BS) flag set
        to this value. Defaults to the authenticator's defaultBackupState value.
    userName: The credential's user.name property. Equivalent to empty if not set.
        https://w3c.github.io/webauthn/#dom-publickeycredentialentity-name
    userDisplayName: The credential's user.displayName property. Equivalent to empty if not set.
        https://w3c.github.io/webauthn/#dom-publickeycredentialuserentity-displayname
    cmtgKeys: The CMTG keys associated with the credential.
    activeCmtgKeyIndex: The 0-based index of the active key in cmtgKeys.
    generateCmtgKeyOnNextOperation: If true, the authenticator will generate a new CMTG key on
        the next operation.
    """

    rpId: str
    userHandle: str
    largeBlob: str
    backupEligibility: bool
    backupState: bool
    userName: str
    userDisplayName: str
    cmtgKeys: t.List[str]
    activeCmtgKeyIndex: int
    generateCmtgKeyOnNextOperation: bool


class AddVirtualAuthenticatorReturns(t.TypedDict):
    """What `WebAuthn.addVirtualAuthenticator` returns.

    authenticatorId
    """

    authenticatorId: AuthenticatorId


class GetCredentialReturns(t.TypedDict):
    """What `WebAuthn.getCredential` returns.

    credential
    """

    credential: Credential


class GetCredentialsReturns(t.TypedDict):
    """What `WebAuthn.getCredentials` returns.

    credentials
    """

    credentials: t.List[Credential]


class CredentialAddedEvent(t.TypedDict):
    """The parameters of the event `WebAuthn.credentialAdded`.

    authenticatorId
    credential
    """

    authenticatorId: AuthenticatorId
    credential: Credential


class CredentialDeletedEvent(t.TypedDict):
    """The parameters of the event `WebAuthn.credentialDeleted`.

    authenticatorId
    credentialId
    """

    authenticatorId: AuthenticatorId
    credentialId: str


class CredentialUpdatedEvent(t.TypedDict):
    """The parameters of the event `WebAuthn.credentialUpdated`.

    authenticatorId
    credential
    """

    authenticatorId: AuthenticatorId
    credential: Credential


class CredentialAssertedEvent(t.TypedDict):
    """The parameters of the event `WebAuthn.credentialAsserted`.

    authenticatorId
    credential
    """

    authenticatorId: AuthenticatorId
    credential: Credential


# API status: experimental
class WebAuthnDomain(ProtocolDomain):
    """This domain allows configuring virtual authenticators to test the WebAuthn
    API.
    """

    # API status: experimental
    def enable(self, *, enable_ui: t.Optional[bool] = None) -> Reply[t.Dict[str, t.Any]]:
        """Enable the WebAuthn domain and start intercepting credential storage and
        retrieval with a virtual authenticator.

        enable_ui: Whether to enable the WebAuthn user interface. Enabling the UI is
            recommended for debugging and demo purposes, as it is closer to the real
            experience. Disabling the UI is recommended for automated testing. Supported at
            the embedder's discretion if UI is available. Defaults to false.
        """
        return self._call("WebAuthn.enable", {"enableUI": enable_ui})

    # API status: experimental
    def disable(self) -> Reply[t.Dict[str, t.Any]]:
        """Disable the WebAuthn domain."""
        return self._call("WebAuthn.disable", {})

    # API status: experimental
    def add_virtual_authenticator(self, options: VirtualAuthenticatorOptions) -> Reply[AddVirtualAuthenticatorReturns]:
        """Creates and adds a virtual authenticator.

        options
        """
        return self._call("WebAuthn.addVirtualAuthenticator", {"options": options})

    # API status: experimental
    def set_response_override_bits(
        self,
        authenticator_id: AuthenticatorId,
        *,
        is_bogus_signature: t.Optional[bool] = None,
        is_bad_uv: t.Optional[bool] = None,
        is_bad_up: t.Optional[bool] = None,
    ) -> Reply[t.Dict[str, t.Any]]:
        """Resets parameters isBogusSignature, isBadUV, isBadUP to false if they are not
        present.

        authenticator_id
        is_bogus_signature: If isBogusSignature is set, overrides the signature in the
            authenticator response to be zero. Defaults to false.
        is_bad_uv: If isBadUV is set, overrides the UV bit in the flags in the authenticator
            response to be zero. Defaults to false.
        is_bad_up: If isBadUP is set, overrides the UP bit in the flags in the authenticator
            response to be zero. Defaults to false.
        """
        return self._call(
            "WebAuthn.setResponseOverrideBits",
            {
                "authenticatorId": authenticator_id,
                "isBogusSignature": is_bogus_signature,
                "isBadUV": is_bad_uv,
                "isBadUP": is_bad_up,
            },
        )

    # API status: experimental
    def remove_virtual_authenticator(self, authenticator_id: AuthenticatorId) -> Reply[t.Dict[str, t.Any]]:
        """Removes the given authenticator.

        authenticator_id
        """
        return self._call("WebAuthn.removeVirtualAuthenticator", {"authenticatorId": authenticator_id})

    # API status: experimental
    def add_credential(self, authenticator_id: AuthenticatorId, credential: Credential) -> Reply[t.Dict[str, t.Any]]:
        """Adds the credential to the specified authenticator.

        authenticator_id
        credential
        """
        return self._call("WebAuthn.addCredential", {"authenticatorId": authenticator_id, "credential": credential})

    # API status: experimental
    def get_credential(self, authenticator_id: AuthenticatorId, credential_id: str) -> Reply[GetCredentialReturns]:
        """Returns a single credential stored in the given virtual authenticator that
        matches the credential ID.

        authenticator_id
        credential_id
        """
        return self._call(
            "WebAuthn.getCredential",
            {
                "authenticatorId": authenticator_id,
                "credentialId": credential_id,
            },
        )

    # API status: experimental
    def get_credentials(self, authenticator_id: AuthenticatorId) -> Reply[GetCredentialsReturns]:
        """Returns all the credentials stored in the given virtual authenticator.

        authenticator_id
        """
        return self._call("WebAuthn.getCredentials", {"authenticatorId": authenticator_id})

    # API status: experimental
    def remove_credential(self, authenticator_id: AuthenticatorId, credential_id: str) -> Reply[t.Dict[str, t.Any]]:
        """Removes a credential from the authenticator.

        authenticator_id
        credential_id
        """
        return self._call(
            "WebAuthn.removeCredential",
            {
                "authenticatorId": authenticator_id,
                "credentialId": credential_id,
            },
        )

    # API status: experimental
    def clear_credentials(self, authenticator_id: AuthenticatorId) -> Reply[t.Dict[str, t.Any]]:
        """Clears all the credentials from the specified device.

        authenticator_id
        """
        return self._call("WebAuthn.clearCredentials", {"authenticatorId": authenticator_id})

    # API status: experimental
    def set_user_verified(self, authenticator_id: AuthenticatorId, is_user_verified: bool) -> Reply[t.Dict[str, t.Any]]:
        """Sets whether User Verification succeeds or fails for an authenticator.
        The default is true.

        authenticator_id
        is_user_verified
        """
        return self._call(
            "WebAuthn.setUserVerified",
            {
                "authenticatorId": authenticator_id,
                "isUserVerified": is_user_verified,
            },
        )

    # API status: experimental
    def set_automatic_presence_simulation(
        self,
        authenticator_id: AuthenticatorId,
        enabled: bool,
    ) -> Reply[t.Dict[str, t.Any]]:
        """Sets whether tests of user presence will succeed immediately (if true) or fail to
        resolve (if false) for an authenticator.
        The default is true.

        authenticator_id
        enabled
        """
        return self._call(
            "WebAuthn.setAutomaticPresenceSimulation",
            {
                "authenticatorId": authenticator_id,
                "enabled": enabled,
            },
        )

    # API status: experimental
    def set_credential_properties(
        self,
        authenticator_id: AuthenticatorId,
        credential_id: str,
        *,
        backup_eligibility: t.Optional[bool] = None,
        backup_state: t.Optional[bool] = None,
        active_cmtg_key_index: t.Optional[int] = None,
        generate_cmtg_key_on_next_operation: t.Optional[bool] = None,
        sign_count: t.Optional[float] = None,
    ) -> Reply[t.Dict[str, t.Any]]:
        """Allows setting credential properties.
        https://w3c.github.io/webauthn/#sctn-automation-set-credential-properties

        authenticator_id
        credential_id
        backup_eligibility
        backup_state
        active_cmtg_key_index
        generate_cmtg_key_on_next_operation
        sign_count: Must be equal to or greater than -1. If -1, the signature counter is
            removed from the credential, and every assertion operation will report a value
            of 0. See https://w3c.github.io/webauthn/#signature-counter
        """
        return self._call(
            "WebAuthn.setCredentialProperties",
            {
                "authenticatorId": authenticator_id,
                "credentialId": credential_id,
                "backupEligibility": backup_eligibility,
                "backupState": backup_state,
                "activeCmtgKeyIndex": active_cmtg_key_index,
                "generateCmtgKeyOnNextOperation": generate_cmtg_key_on_next_operation,
                "signCount": sign_count,
            },
        )

    # API status: experimental
    @property
    def credential_added(self) -> EventSource[CredentialAddedEvent]:
        """Triggered when a credential is added to an authenticator."""
        return self._event("WebAuthn.credentialAdded")

    # API status: experimental
    @property
    def credential_deleted(self) -> EventSource[CredentialDeletedEvent]:
        """Triggered when a credential is deleted, e.g. through
        PublicKeyCredential.signalUnknownCredential().
        """
        return self._event("WebAuthn.credentialDeleted")

    # API status: experimental
    @property
    def credential_updated(self) -> EventSource[CredentialUpdatedEvent]:
        """Triggered when a credential is updated, e.g. through
        PublicKeyCredential.signalCurrentUserDetails().
        """
        return self._event("WebAuthn.credentialUpdated")

    # API status: experimental
    @property
    def credential_asserted(self) -> EventSource[CredentialAssertedEvent]:
        """Triggered when a credential is used in a webauthn assertion."""
        return self._event("WebAuthn.credentialAsserted")
