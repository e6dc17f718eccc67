"""HTTP requests whose answers are JSON."""

from __future__ import annotations

import http.client
import json
import os
import re
import urllib.error
import urllib.request
from typing import Any, Dict, Optional
from urllib.parse import urlsplit

from .errors import HttpError

LOOPBACK_NAMES = ("localhost", "127.0.0.1", "::1")


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    """Neither the pool nor Chrome redirects, and a redirect would carry the token elsewhere."""

    def redirect_request(self, *_arguments: Any, **_named: Any) -> None:
        return None


def is_loopback(url: str) -> bool:
    """Whether a URL is one of this machine, which no HTTP proxy can reach."""
    return urlsplit(url).hostname in LOOPBACK_NAMES


def token_or_environment(token: Optional[str]) -> Optional[str]:
    """The token given, or TACKLEBOX_TOKEN. Raises ValueError where it cannot be in a header."""
    chosen = token if token is not None else os.environ.get("TACKLEBOX_TOKEN")
    if chosen and not all("!" <= character <= "~" for character in chosen):
        raise ValueError("a token must be of visible ASCII characters without spaces")
    return chosen or None


def shown(url: str) -> str:
    """A URL as it can be in a log: who knows the id of a lease has its browser."""
    return re.sub(r"(/(?:session|browser)/[0-9a-f]{6})[0-9a-f]{10,}", r"\1...", url)


def authorization(token: Optional[str]) -> Dict[str, str]:
    """The header that carries a token."""
    return {"Authorization": f"Bearer {token}"} if token else {}


def request_json(method: str, url: str, *, headers: Dict[str, str], timeout: float) -> Any:
    """Send a request without a body; returns what its JSON answer says, None for an empty one.

    `timeout` is in seconds, for each read of the socket. Raises HttpError.
    """
    handlers: list[urllib.request.BaseHandler] = [_NoRedirect()]
    if is_loopback(url):
        handlers.append(urllib.request.ProxyHandler({}))
    request = urllib.request.Request(url, method=method, headers=headers)
    try:
        with urllib.request.build_opener(*handlers).open(request, timeout=timeout) as answer:
            body = answer.read()
    except urllib.error.HTTPError as error:
        with error:
            raise HttpError(f"{method} {shown(url)}: {error.code} {_reason(error)}", error.code) from error
    except (OSError, http.client.HTTPException) as error:
        raise HttpError(f"{method} {shown(url)}: {error}") from error
    if not body:
        return None
    try:
        return json.loads(body)
    except ValueError as error:
        raise HttpError(f"{method} {shown(url)}: the answer is no JSON: {error}") from error


def _reason(error: urllib.error.HTTPError) -> str:
    """What the answer says about a failure: the `error` of its JSON, else its status line."""
    try:
        said = json.loads(error.read()).get("error")
    except (OSError, ValueError, AttributeError, http.client.HTTPException):
        said = None
    return str(said or error.reason)
