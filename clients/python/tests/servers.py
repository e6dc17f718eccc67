"""What the tests run against: a pool, a site, and a server that speaks just enough WebSocket."""

from __future__ import annotations

import base64
import hashlib
import http.server
import json
import os
import socket
import struct
import subprocess
import tempfile
import threading
import time
import urllib.request
from pathlib import Path
from typing import Any, Callable, Dict, List, Optional, Tuple

REPOSITORY = Path(__file__).resolve().parents[3]
POOL = os.environ.get("TACKLEBOX_BIN", str(REPOSITORY / "target" / "debug" / "tacklebox"))
# A pool that runs already, instead of one that the tests start. Its Chromes must reach this machine.
POOL_URL = os.environ.get("TACKLEBOX_POOL_URL")
START_TIMEOUT = 30.0


def free_port() -> int:
    """A port that nothing listens on at the moment."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


class Pool:
    """The pool's program on a free port, with a directory of its own."""

    def __init__(self, **environment: str) -> None:
        self._directory = tempfile.TemporaryDirectory(prefix="tacklebox-client-test-")
        port = free_port()
        self.url = f"http://127.0.0.1:{port}"
        command = [POOL, "pool", "--data", self._directory.name, "--listen", f"127.0.0.1:{port}"]
        command += ["--first-port", str(free_port())]
        self._log = tempfile.TemporaryFile()
        self._process = subprocess.Popen(
            command, stdout=self._log, stderr=self._log, env={**os.environ, **environment}
        )
        try:
            self._wait()
        except BaseException:
            self.close()
            raise

    def _wait(self) -> None:
        end = time.monotonic() + START_TIMEOUT
        host, port = self.url[len("http://") :].split(":")
        while time.monotonic() < end:
            if self._process.poll() is not None:
                self._log.seek(0)
                raise AssertionError(f"the pool ended: {self._log.read().decode()}")
            try:
                socket.create_connection((host, int(port)), 1).close()
                return
            except OSError:
                time.sleep(0.05)
        raise AssertionError("the pool does not listen")

    def close(self) -> None:
        self._process.terminate()
        try:
            self._process.wait(30)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait(30)
        self._log.close()
        self._directory.cleanup()


class _Handler(http.server.BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        name = self.path.strip("/") or "index"
        body = f'<!doctype html><title>{name}</title><body style="background: #cde"><h1>Page {name}</h1>'.encode()
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        try:
            self.wfile.write(body)
        except ConnectionError:
            pass  # The browser is gone: its lease has ended.

    def log_message(self, format: str, *args: Any) -> None:
        pass


class Site:
    """Pages on loopback, each with its path as its title."""

    def __init__(self) -> None:
        self._server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), _Handler)
        self.url = f"http://127.0.0.1:{self._server.server_address[1]}"
        self._thread = threading.Thread(target=self._server.serve_forever, daemon=True)
        self._thread.start()

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()


class Peer:
    """The server's end of one WebSocket."""

    def __init__(self, connected: socket.socket, request: str) -> None:
        self.socket, self.request = connected, request

    def read(self) -> Tuple[int, bytes]:
        """The opcode and the payload of the next frame."""
        first, second = self._exactly(2)
        size = second & 127
        if size == 126:
            (size,) = struct.unpack("!H", self._exactly(2))
        elif size == 127:
            (size,) = struct.unpack("!Q", self._exactly(8))
        mask = self._exactly(4)
        return first & 15, bytes(byte ^ mask[index % 4] for index, byte in enumerate(self._exactly(size)))

    def read_json(self) -> Dict[str, Any]:
        message: Dict[str, Any] = json.loads(self.read()[1])
        return message

    def send(self, message: Any) -> None:
        self.socket.sendall(frame(1, json.dumps(message).encode()))

    def _exactly(self, size: int) -> bytes:
        data = b""
        while len(data) < size:
            more = self.socket.recv(size - len(data))
            if not more:
                raise EOFError
            data += more
        return data


def frame(opcode: int, payload: bytes) -> bytes:
    """A frame as a server sends it."""
    if len(payload) < 126:
        return bytes([128 | opcode, len(payload)]) + payload
    return bytes([128 | opcode, 126]) + struct.pack("!H", len(payload)) + payload


class WebSocketServer:
    """Accepts one WebSocket after another and gives each to `talk`, in a thread."""

    def __init__(self, talk: Callable[[Peer], None], answer: Optional[str] = None) -> None:
        """`answer` is sent instead of accepting."""
        self._talk, self._answer = talk, answer
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.url = f"ws://127.0.0.1:{self._listener.getsockname()[1]}/devtools/browser/none"
        self._threads: List[threading.Thread] = [threading.Thread(target=self._accept, daemon=True)]
        self._threads[0].start()

    def _accept(self) -> None:
        while True:
            try:
                connected, _ = self._listener.accept()
            except OSError:
                return
            thread = threading.Thread(target=self._serve, args=(connected,), daemon=True)
            self._threads.append(thread)
            thread.start()

    def _serve(self, connected: socket.socket) -> None:
        with connected:
            request = b""
            while b"\r\n\r\n" not in request:
                request += connected.recv(1)
            text = request.decode()
            if self._answer is not None:
                connected.sendall(self._answer.encode())
                return
            key = next(line.split(": ")[1] for line in text.split("\r\n") if line.startswith("Sec-WebSocket-Key"))
            accept = hashlib.sha1((key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11").encode()).digest()
            connected.sendall(
                b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                b"Sec-WebSocket-Accept: " + base64.b64encode(accept) + b"\r\n\r\n"
            )
            try:
                self._talk(Peer(connected, text))
            except (EOFError, ConnectionError):
                pass

    def close(self) -> None:
        # Closing alone does not wake up the thread that accepts.
        self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        for thread in self._threads:
            thread.join(10)


def get_json(url: str) -> Any:
    """The JSON at a URL of this machine."""
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    with opener.open(url, timeout=10) as answer:
        return json.loads(answer.read())
