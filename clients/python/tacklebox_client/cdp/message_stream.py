"""A WebSocket of text messages, with a thread that reads and a thread that writes."""

from __future__ import annotations

import logging
import queue
import socket
import struct
import threading
from typing import Callable, Dict, Optional
from urllib.parse import urlsplit

import websocket

from .errors import ConnectionLost
from .json_http import is_loopback, shown

LOG = logging.getLogger("tacklebox_client")

# Seconds that a single send may take. An idle reader also wakes up this often, to no effect.
IO_TIMEOUT = 60.0
# Seconds that a peer has to answer a close frame.
CLOSE_TIMEOUT = 3.0


class MessageStream:
    """One WebSocket. The callbacks run in the reading thread; `send` never blocks.

    `on_error` gets whatever a callback raised and the reason why a connection was lost;
    `on_close` is called once, last, with the close frame's code and text (None without one).
    """

    def __init__(
        self,
        url: str,
        *,
        headers: Dict[str, str],
        timeout: float,
        on_text: Callable[[str], None],
        on_close: Callable[[Optional[int], Optional[str]], None],
        on_error: Callable[[Exception], None],
        on_open: Callable[[], None] = lambda: None,
    ) -> None:
        """Connect within `timeout` seconds. Raises ConnectionLost. `start` begins to read."""
        self.url = url
        self._on_text, self._on_close, self._on_error, self._on_open = on_text, on_close, on_error, on_open
        self._closing = threading.Event()
        self._ended = threading.Event()
        self._lock = threading.Lock()
        self._outgoing: queue.SimpleQueue[Optional[str]] = queue.SimpleQueue()
        try:
            self._socket = websocket.create_connection(
                url,
                timeout=timeout,
                header=[f"{name}: {value}" for name, value in headers.items()],
                # Chrome answers 403 to any Origin that it was not told of.
                suppress_origin=True,
                # The token must not follow a redirect.
                redirect_limit=0,
                enable_multithread=True,
                # The check in pure Python takes seconds for a screenshot; decoding checks as well.
                skip_utf8_validation=True,
                socket=_loopback_socket(url, timeout),
            )
            if self._socket.getstatus() != 101:
                # Some versions take a redirect that they do not follow for a connection.
                self._socket.shutdown()
                raise websocket.WebSocketException(f"status {self._socket.getstatus()} instead of 101")
        except websocket.WebSocketBadStatusException as error:
            raise ConnectionLost(f"cannot connect to {shown(url)}: {error.status_code} {_said(error)}") from error
        except (websocket.WebSocketException, OSError, ValueError) as error:
            raise ConnectionLost(f"cannot connect to {shown(url)}: {error}") from error
        self._socket.settimeout(IO_TIMEOUT)
        self._reader = threading.Thread(target=self._read, name="cdp-reader", daemon=True)
        self._writer = threading.Thread(target=self._write, name="cdp-writer", daemon=True)

    def start(self) -> None:
        """Begin to read and to write."""
        self._reader.start()
        self._writer.start()

    def is_reader(self) -> bool:
        """Whether the calling thread is the one that reads, which must not wait for messages."""
        return threading.current_thread() is self._reader

    def is_open(self) -> bool:
        """Whether messages can still be sent."""
        return not (self._closing.is_set() or self._ended.is_set())

    def send(self, text: str) -> None:
        """Send a message; a send that fails ends the connection. Raises ConnectionLost."""
        with self._lock:
            if not self.is_open():
                raise ConnectionLost(f"the connection to {shown(self.url)} is closed")
            self._outgoing.put(text)

    def close(self) -> None:
        """Send what is queued and a close frame; returns when the connection has ended."""
        with self._lock:
            if not self._closing.is_set():
                self._closing.set()
                self._outgoing.put(None)
        if self.is_reader():
            return
        if not self._ended.wait(CLOSE_TIMEOUT):
            self._abort()
            self._ended.wait(CLOSE_TIMEOUT)

    def _abort(self) -> None:
        """End the connection at once. Unlike closing the socket, this wakes up the reader."""
        connected = self._socket.sock
        try:
            if connected is not None:
                connected.shutdown(socket.SHUT_RDWR)
        except OSError as error:
            LOG.debug("closing %s: %s", shown(self.url), error)

    def _write(self) -> None:
        try:
            while True:
                text = self._outgoing.get()
                if text is None:
                    break
                self._socket.send(text)
            # After the reader's end there is nobody to send a close frame to.
            if not self._ended.is_set():
                self._socket.send_close()
        except (websocket.WebSocketException, OSError) as error:
            if not self._ended.is_set():
                LOG.debug("sending to %s: %s", shown(self.url), error)
                self._abort()

    def _read(self) -> None:
        code: Optional[int] = None
        reason: Optional[str] = None
        self._call(self._on_open)
        try:
            code, reason = self._read_until_closed()
        except (websocket.WebSocketException, OSError, UnicodeDecodeError) as error:
            if not self._closing.is_set():
                lost = ConnectionLost(f"the connection to {shown(self.url)} was lost: {error}")
                self._call(lambda: self._on_error(lost))
        finally:
            with self._lock:
                self._ended.set()
                self._outgoing.put(None)
            self._abort()
            self._socket.shutdown()
            self._call(lambda: self._on_close(code, reason))

    def _read_until_closed(self) -> "tuple[Optional[int], Optional[str]]":
        while True:
            try:
                opcode, data = self._socket.recv_data(control_frame=True)
            except websocket.WebSocketTimeoutException:
                continue  # Nothing was said for a while; half a frame is kept for the next read.
            if opcode == websocket.ABNF.OPCODE_CLOSE:
                if len(data) < 2:
                    return None, None
                return struct.unpack("!H", data[:2])[0], data[2:].decode("utf-8", "replace")
            if opcode in (websocket.ABNF.OPCODE_TEXT, websocket.ABNF.OPCODE_BINARY):
                text = data.decode("utf-8")
                self._call(lambda: self._on_text(text))

    def _call(self, callback: Callable[[], None]) -> None:
        """Run a callback; what it raises must not end the reader."""
        try:
            callback()
        except Exception as error:  # noqa: BLE001
            LOG.exception("a callback failed")
            try:
                self._on_error(error)
            except Exception:  # noqa: BLE001
                LOG.exception("the callback for errors failed")


def _loopback_socket(url: str, timeout: float) -> Optional[socket.socket]:
    """A socket for a URL of this machine, past any HTTP proxy that the environment names."""
    parts = urlsplit(url)
    if parts.scheme != "ws" or not is_loopback(url):
        return None
    connected = socket.create_connection((str(parts.hostname), parts.port or 80), timeout)
    # Without it a request waits for the acknowledgement of the last one.
    connected.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return connected


def _said(error: websocket.WebSocketBadStatusException) -> str:
    """What the answer to a refused handshake says, in short."""
    body = error.resp_body
    text = body.decode("utf-8", "replace") if isinstance(body, bytes) else str(body or "")
    return " ".join(text.split())[:300] or str(getattr(error, "status_message", "") or "")
