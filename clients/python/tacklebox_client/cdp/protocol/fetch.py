"""The domain Fetch of the Chrome DevTools Protocol."""

# Written by generate_protocol; do not edit.

from __future__ import annotations

import typing as t

from ..domain import ProtocolDomain
from ..event_source import EventSource
from ..reply import Reply

if t.TYPE_CHECKING:
    from . import io as _io
    from . import network as _network
    from . import page as _page

# API status: stable
# Unique request identifier.
# Note that this does not identify individual HTTP requests that are part of
# a network request.
RequestId = str

# API status: stable
# Stages of the request to handle. Request will intercept before the request is
# sent. Response will intercept after the response is received (but before response
# body is received).
RequestStage = t.Literal["Request", "Response"]


# API status: stable
class RequestPattern(t.TypedDict, total=False):
    """The type `Fetch.RequestPattern`.

    urlPattern: Wildcards (`'*'` -> zero or more, `'?'` -> exactly one) are allowed. Escape
        character is backslash. Omitting is equivalent to `"*"`.
    resourceType: If set, only requests for matching resource types will be intercepted.
    requestStage: Stage at which to begin intercepting requests. Default is Request.
    """

    urlPattern: str
    resourceType: _network.ResourceType
    requestStage: RequestStage


# API status: stable
class HeaderEntry(t.TypedDict):
    """Response HTTP header entry

    name
    value
    """

    name: str
    value: str


class _AuthChallengeRequired(t.TypedDict):
    origin: str
    scheme: str
    realm: str


# API status: stable
class AuthChallenge(_AuthChallengeRequired, total=False):
    """Authorization challenge for HTTP status code 401 or 407.

    source: Source of the authentication challenge.
    origin: Origin of the challenger.
    scheme: The authentication scheme used, such as basic or digest
    realm: The realm of the challenge. May be empty.
    """

    source: t.Literal["Server", "Proxy"]


class _AuthChallengeResponseRequired(t.TypedDict):
    response: t.Literal["Default", "CancelAuth", "ProvideCredentials"]


# API status: stable
class AuthChallengeResponse(_AuthChallengeResponseRequired, total=False):
    """Response to an AuthChallenge.

    response: The decision on what to do in response to the authorization challenge. Default
        means deferring to the default behavior of the net stack, which will likely either the
        Cancel authentication or display a popup dialog box.
    username: The username to provide, possibly empty. Should only be set if response is
        ProvideCredentials.
    password: The password to provide, possibly empty. Should only be set if response is
        ProvideCredentials.
    """

    username: str
    password: str


class GetResponseBodyReturns(t.TypedDict):
    """What `Fetch.getResponseBody` returns.

    body: Response body.
    base64Encoded: True, if content was sent as base64.
    """

    body: str
    base64Encoded: bool


class TakeResponseBodyAsStreamReturns(t.TypedDict):
    """What `Fetch.takeResponseBodyAsStream` returns.

    stream
    """

    stream: _io.StreamHandle


class _RequestPausedEventRequired(t.TypedDict):
    requestId: RequestId
    request: _network.Request
    frameId: _page.FrameId
    resourceType: _network.ResourceType


class RequestPausedEvent(_RequestPausedEventRequired, total=False):
    """The parameters of the event `Fetch.requestPaused`.

    requestId: Each request the page makes will have a unique id.
    request: The details of the request.
    frameId: The id of the frame that initiated the request.
    resourceType: How the requested resource will be used.
    responseErrorReason: Response error if intercepted at response stage.
    responseStatusCode: Response code if intercepted at response stage.
    responseStatusText: Response status text if intercepted at response stage.
    responseHeaders: Response headers if intercepted at the response stage.
    networkId: If the intercepted request had a corresponding Network.requestWillBeSent event
        fired for it, then this networkId will be the same as the requestId present in the
        requestWillBeSent event.
    redirectedRequestId (experimental): If the request is due to a redirect response from the
        server, the id of the request that has caused the redirect.
    """

    responseErrorReason: _network.ErrorReason
    responseStatusCode: int
    responseStatusText: str
    responseHeaders: t.List[HeaderEntry]
    networkId: _network.RequestId
    redirectedRequestId: RequestId


class AuthRequiredEvent(t.TypedDict):
    """The parameters of the event `Fetch.authRequired`.

    requestId: Each request the page makes will have a unique id.
    request: The details of the request.
    frameId: The id of the frame that initiated the request.
    resourceType: How the requested resource will be used.
    authChallenge: Details of the Authorization Challenge encountered. If this is set, client
        should respond with continueRequest that contains AuthChallengeResponse.
    """

    requestId: RequestId
    request: _network.Request
    frameId: _page.FrameId
    resourceType: _network.ResourceType
    authChallenge: AuthChallenge


# API status: stable
class FetchDomain(ProtocolDomain):
    """A domain for letting clients substitute browser's network layer with client code."""

    # API status: stable
    def disable(self) -> Reply[t.Dict[str, t.Any]]:
        """Disables the fetch domain."""
        return self._call("Fetch.disable", {})

    # API status: stable
    def enable(
        self,
        *,
        patterns: t.Optional[t.List[RequestPattern]] = None,
        handle_auth_requests: t.Optional[bool] = None,
    ) -> Reply[t.Dict[str, t.Any]]:
        """Enables issuing of requestPaused events. A request will be paused until client
        calls one of failRequest, fulfillRequest or continueRequest/continueWithAuth.

        patterns: If specified, only requests matching any of these patterns will produce
            fetchRequested event and will be paused until clients response. If not set, all
            requests will be affected.
        handle_auth_requests: If true, authRequired events will be issued and requests will
            be paused expecting a call to continueWithAuth.
        """
        return self._call("Fetch.enable", {"patterns": patterns, "handleAuthRequests": handle_auth_requests})

    # API status: stable
    def fail_request(self, request_id: RequestId, error_reason: _network.ErrorReason) -> Reply[t.Dict[str, t.Any]]:
        """Causes the request to fail with specified reason.

        request_id: An id the client received in requestPaused event.
        error_reason: Causes the request to fail with the given reason.
        """
        return self._call("Fetch.failRequest", {"requestId": request_id, "errorReason": error_reason})

    # API status: stable
    def fulfill_request(
        self,
        request_id: RequestId,
        response_code: int,
        *,
        response_headers: t.Optional[t.List[HeaderEntry]] = None,
        binary_response_headers: t.Optional[str] = None,
        body: t.Optional[str] = None,
        response_phrase: t.Optional[str] = None,
    ) -> Reply[t.Dict[str, t.Any]]:
        """Provides response to the request.

        request_id: An id the client received in requestPaused event.
        response_code: An HTTP response code.
        response_headers: Response headers.
        binary_response_headers: Alternative way of specifying response headers as a
            \\0-separated series of name: value pairs. Prefer the above method unless you
            need to represent some non-UTF8 values that can't be transmitted over the
            protocol as text.
        body: A response body. If absent, original response body will be used if the request
            is intercepted at the response stage and empty body will be used if the request
            is intercepted at the request stage.
        response_phrase: A textual representation of responseCode. If absent, a standard
            phrase matching responseCode is used.
        """
        return self._call(
            "Fetch.fulfillRequest",
            {
                "requestId": request_id,
                "responseCode": response_code,
                "responseHeaders": response_headers,
                "binaryResponseHeaders": binary_response_headers,
                "body": body,
                "responsePhrase": response_phrase,
            },
        )

    # API status: stable
    def continue_request(
        self,
        request_id: RequestId,
        *,
        url: t.Optional[str] = None,
        method: t.Optional[str] = None,
        post_data: t.Optional[str] = None,
        headers: t.Optional[t.List[HeaderEntry]] = None,
        intercept_response: t.Optional[bool] = None,
    ) -> Reply[t.Dict[str, t.Any]]:
        """Continues the request, optionally modifying some of its parameters.

        request_id: An id the client received in requestPaused event.
        url: If set, the request url will be modified in a way that's not observable by
            page.
        method: If set, the request method is overridden.
        post_data: If set, overrides the post data in the request.
        headers: If set, overrides the request headers. Note that the overrides do not
            extend to subsequent redirect hops, if a redirect happens. Another override may
            be applied to a different request produced by a redirect.
        intercept_response (experimental): If set, overrides response interception behavior
            for this request.
        """
        return self._call(
            "Fetch.continueRequest",
            {
                "requestId": request_id,
                "url": url,
                "method": method,
                "postData": post_data,
                "headers": headers,
                "interceptResponse": intercept_response,
            },
        )

    # API status: stable
    def continue_with_auth(
        self,
        request_id: RequestId,
        auth_challenge_response: AuthChallengeResponse,
    ) -> Reply[t.Dict[str, t.Any]]:
        """Continues a request supplying authChallengeResponse following authRequired event.

        request_id: An id the client received in authRequired event.
        auth_challenge_response: Response to with an authChallenge.
        """
        return self._call(
            "Fetch.continueWithAuth",
            {
                "requestId": request_id,
                "authChallengeResponse": auth_challenge_response,
            },
        )

    # API status: experimental
    def continue_response(
        self,
        request_id: RequestId,
        *,
        response_code: t.Optional[int] = None,
        response_phrase: t.Optional[str] = None,
        response_headers: t.Optional[t.List[HeaderEntry]] = None,
        binary_response_headers: t.Optional[str] = None,
    ) -> Reply[t.Dict[str, t.Any]]:
        """Continues loading of the paused response, optionally modifying the
        response headers. If either responseCode or headers are modified, all of them
        must be present.

        request_id: An id the client received in requestPaused event.
        response_code: An HTTP response code. If absent, original response code will be
            used.
        response_phrase: A textual representation of responseCode. If absent, a standard
            phrase matching responseCode is used.
        response_headers: Response headers. If absent, original response headers will be
            used.
        binary_response_headers: Alternative way of specifying response headers as a
            \\0-separated series of name: value pairs. Prefer the above method unless you
            need to represent some non-UTF8 values that can't be transmitted over the
            protocol as text.
        """
        return self._call(
            "Fetch.continueResponse",
            {
                "requestId": request_id,
                "responseCode": response_code,
                "responsePhrase": response_phrase,
                "responseHeaders": response_headers,
                "binaryResponseHeaders": binary_response_headers,
            },
        )

    # API status: stable
    def get_response_body(self, request_id: RequestId) -> Reply[GetResponseBodyReturns]:
        """Causes the body of the response to be received from the server and
        returned as a single string. May only be issued for a request that
        is paused in the Response stage and is mutually exclusive with
        takeResponseBodyForInterceptionAsStream. Calling other methods that
        affect the request or disabling fetch domain before body is received
        results in an undefined behavior.
        Note that the response body is not available for redirects. Requests
        paused in the _redirect received_ state may be differentiated by
        `responseCode` and presence of `location` response header, see
        comments to `requestPaused` for details.

        request_id: Identifier for the intercepted request to get body for.
        """
        return self._call("Fetch.getResponseBody", {"requestId": request_id})

    # API status: stable
    def take_response_body_as_stream(self, request_id: RequestId) -> Reply[TakeResponseBodyAsStreamReturns]:
        """Returns a handle to the stream representing the response body.
        The request must be paused in the HeadersReceived stage.
        Note that after this command the request can't be continued
        as is -- client either needs to cancel it or to provide the
        response body.
        The stream only supports sequential read, IO.read will fail if the position
        is specified.
        This method is mutually exclusive with getResponseBody.
        Calling other methods that affect the request or disabling fetch
        domain before body is received results in an undefined behavior.

        request_id
        """
        return self._call("Fetch.takeResponseBodyAsStream", {"requestId": request_id})

    # API status: stable
    @property
    def request_paused(self) -> EventSource[RequestPausedEvent]:
        """Issued when the domain is enabled and the request URL matches the
        specified filter. The request is paused until the client responds
        with one of continueRequest, failRequest or fulfillRequest.
        The stage of the request can be determined by presence of responseErrorReason
        and responseStatusCode -- the request is at the response stage if either
        of these fields is present and in the request stage otherwise.
        Redirect responses and subsequent requests are reported similarly to regular
        responses and requests. Redirect responses may be distinguished by the value
        of `responseStatusCode` (which is one of 301, 302, 303, 307, 308) along with
        presence of the `location` header. Requests resulting from a redirect will
        have `redirectedRequestId` field set.
        """
        return self._event("Fetch.requestPaused")

    # API status: stable
    @property
    def auth_required(self) -> EventSource[AuthRequiredEvent]:
        """Issued when the domain is enabled with handleAuthRequests set to true.
        The request is paused until client responds with continueWithAuth.
        """
        return self._event("Fetch.authRequired")
