"""A WebSocket client that does nothing but what is measured: no library stands between the clock and the socket."""

import http.client
import os
import socket
import struct
import urllib.parse


class WebSocket:
    def __init__(self, url):
        parts = urllib.parse.urlsplit(url)
        self.socket = socket.create_connection((parts.hostname, parts.port))
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        path = parts.path + (f"?{parts.query}" if parts.query else "")
        self.socket.sendall(
            f"GET {path} HTTP/1.1\r\nHost: {parts.netloc}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
            "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n".encode()
        )
        head = b""
        while not head.endswith(b"\r\n\r\n"):
            byte = self.socket.recv(1)
            if not byte:
                raise ConnectionError(f"no upgrade: {head!r}")
            head += byte
        if b" 101 " not in head:
            raise ConnectionError(f"no upgrade: {head!r}")

    def send(self, payload):
        """Sends a message, as bytes. The mask is of zeros, so that making it costs nothing."""
        length = len(payload)
        if length < 126:
            head = struct.pack("!BB", 0x81, 0x80 | length)
        elif length < 0x10000:
            head = struct.pack("!BBH", 0x81, 0xFE, length)
        else:
            head = struct.pack("!BBQ", 0x81, 0xFF, length)
        self.socket.sendall(head + b"\0\0\0\0" + payload if length < 0x10000 else head + b"\0\0\0\0")
        if length >= 0x10000:
            self.socket.sendall(payload)

    def receive(self, into=None):
        """Receives a message: its bytes, or, when a buffer is given, how many of them it got."""
        first, second = self._exactly(2)
        if first & 0x0F == 8:
            raise ConnectionError(f"closed: {self._exactly(second)!r}")
        length = second
        if second == 126:
            (length,) = struct.unpack("!H", self._exactly(2))
        elif second == 127:
            (length,) = struct.unpack("!Q", self._exactly(8))
        if into is None:
            return self._exactly(length)
        view, got = memoryview(into)[:length], 0
        while got < length:
            got += self.socket.recv_into(view[got:])
        return length

    def _exactly(self, count):
        data = self.socket.recv(count, socket.MSG_WAITALL)
        if len(data) < count:
            raise ConnectionError("the stream ended")
        return data

    def close(self):
        self.socket.close()


def ask(address, method, path):
    """One request over a connection of its own; the body as bytes."""
    connection = http.client.HTTPConnection(address)
    connection.request(method, path)
    answer = connection.getresponse()
    body = answer.read()
    connection.close()
    if answer.status != 200:
        raise RuntimeError(f"{method} {path}: {answer.status} {body!r}")
    return body


def descriptors(pid):
    return len(os.listdir(f"/proc/{pid}/fd"))
