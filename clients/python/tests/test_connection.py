"""Connections and sessions, against a server that does what a browser rarely does."""

from __future__ import annotations

import asyncio
import socket
import threading
import time
import unittest
from typing import Any, Callable, List
from unittest import mock

from tacklebox_client.cdp import Browser, CallTimeout, Connection, ConnectionLost, ProtocolError, SessionEnded
from tests.servers import Peer, WebSocketServer, frame


class ConnectionTest(unittest.TestCase):
    def connect(self, talk: Callable[[Peer], None], **named: Any) -> Connection:
        server = WebSocketServer(talk)
        self.addCleanup(server.close)
        connection = Connection(server.url, **named)
        self.addCleanup(connection.close)
        return connection

    def test_an_answer_is_given_to_its_request(self) -> None:
        def talk(peer: Peer) -> None:
            first, second = peer.read_json(), peer.read_json()
            for request in (second, first):
                peer.send({"id": request["id"], "result": {"method": request["method"]}})
            peer.read()

        connection = self.connect(talk)
        replies = [connection.root.call("A.a"), connection.root.call("B.b")]
        self.assertEqual([reply.result()["method"] for reply in replies], ["A.a", "B.b"])

    def test_an_error_of_the_protocol_is_raised(self) -> None:
        def talk(peer: Peer) -> None:
            for _ in range(2):
                peer.send({"id": peer.read_json()["id"], "error": {"code": -32000, "message": "no", "data": "why"}})
            peer.read()

        connection = self.connect(talk)
        with self.assertRaises(ProtocolError) as caught:
            connection.root.call("A.a").result()
        self.assertEqual((caught.exception.code, str(caught.exception)), (-32000, "A.a: no (why)"))
        self.assertEqual(connection.root.submit("A.a").result()["error"]["message"], "no")

    def test_a_lost_connection_fails_all_waits(self) -> None:
        def talk(peer: Peer) -> None:
            peer.read_json()  # and hang up

        connection = self.connect(talk)
        event = connection.root.next_event("Page.loadEventFired")
        call = connection.root.call("A.a")
        for reply in (call, event):
            with self.assertRaisesRegex(ConnectionLost, "was lost"):
                reply.result()
        with self.assertRaisesRegex(ConnectionLost, "was lost"):
            connection.root.call("A.a")
        with self.assertRaises(ConnectionLost):
            connection.root.wait_event("Page.loadEventFired")
        self.assertFalse(connection.is_open())

    def test_a_lost_connection_fails_a_wait_in_an_event_loop(self) -> None:
        connection = self.connect(lambda peer: None if peer.read_json() else None)

        async def call() -> None:
            await connection.root.call("A.a")

        with self.assertRaises(ConnectionLost):
            asyncio.run(call())

    def test_the_code_of_a_close_frame_is_told(self) -> None:
        def talk(peer: Peer) -> None:
            peer.read_json()
            peer.socket.sendall(frame(8, b"\x03\xe9lease ended"))
            peer.read()

        connection = self.connect(talk)
        with self.assertRaisesRegex(ConnectionLost, "1001 lease ended"):
            connection.root.call("A.a").result()

    def test_every_wait_has_a_limit(self) -> None:
        connection = self.connect(lambda peer: [peer.read() for _ in range(3)].clear(), timeout=0.2)
        started = time.monotonic()
        with self.assertRaisesRegex(CallTimeout, "A.a: nothing within 0.2 s"):
            connection.root.call("A.a").result()
        with self.assertRaisesRegex(CallTimeout, "nothing within 0.1 s"):
            connection.root.call("A.a").result(0.1)
        with self.assertRaises(CallTimeout):
            connection.root.next_event("B.b").result()

        async def wait() -> None:
            await connection.root.wait_event("B.b").within(0.1)

        with self.assertRaisesRegex(CallTimeout, "the event B.b: nothing within 0.1 s"):
            asyncio.run(wait())
        self.assertLess(time.monotonic() - started, 5)
        self.assertEqual(connection._pending, {})
        self.assertEqual(connection.root._waiters["B.b"], [])

    def test_a_wait_in_an_event_loop_lets_others_run(self) -> None:
        release = threading.Event()

        def talk(peer: Peer) -> None:
            request = peer.read_json()
            release.wait(10)
            peer.send({"id": request["id"], "result": {}})
            peer.read()

        connection = self.connect(talk)

        async def both() -> None:
            call = asyncio.ensure_future(_await(connection.root.call("A.a")))
            await asyncio.sleep(0.01)
            self.assertFalse(call.done())
            release.set()
            await call

        asyncio.run(both())

    def test_an_event_between_an_answer_and_the_wait_is_not_missed(self) -> None:
        def talk(peer: Peer) -> None:
            for number in range(2):
                request = peer.read_json()
                peer.send({"method": "Page.loadEventFired", "params": {"timestamp": number}})
                peer.send({"id": request["id"], "result": {}})
            peer.read()

        root = self.connect(talk, timeout=5).root
        root.call("Page.navigate").result()
        root.call("Page.navigate").result()
        # Not that of the first request.
        self.assertEqual(root.wait_event("Page.loadEventFired").result()["params"]["timestamp"], 1)
        # Nor the same again.
        with self.assertRaises(CallTimeout):
            root.wait_event("Page.loadEventFired").result(0.05)

    def test_events_go_to_their_session(self) -> None:
        def talk(peer: Peer) -> None:
            request = peer.read_json()
            params = {"sessionId": "S", "targetInfo": {"targetId": "T"}, "waitingForDebugger": False}
            peer.send({"method": "Target.attachedToTarget", "params": params})
            peer.send({"method": "A.early", "sessionId": "S", "params": {}})
            peer.send({"id": request["id"], "result": {"sessionId": "S"}})
            self.assertEqual(peer.read_json()["sessionId"], "S")
            peer.send({"method": "Target.detachedFromTarget", "params": {"sessionId": "S"}})
            peer.read()

        connection = self.connect(talk)
        session = connection.attach("T").result()
        self.assertEqual((session.session_id, session.target_id), ("S", "T"))
        session.wait_event("A.early").result()
        waits = [session.next_event("A.late"), session.call("A.a")]
        for wait in waits:
            with self.assertRaises(SessionEnded):
                wait.result()
        with self.assertRaises(SessionEnded):
            session.call("A.a")
        self.assertTrue(connection.is_open())

    def test_handlers_are_called_until_they_end_and_one_that_fails_ends_nothing(self) -> None:
        def talk(peer: Peer) -> None:
            for number in range(3):
                request = peer.read_json()
                peer.send({"method": "Log.entryAdded", "params": {"entry": {"text": str(number)}}})
                peer.send({"id": request["id"], "result": {}})
            peer.read()

        root = self.connect(talk).root
        seen: List[str] = []

        def fail(_: object) -> None:
            raise ValueError("a handler's own error")

        root.on("Log.entryAdded", fail)
        end = root.log.entry_added.on(lambda event: seen.append(event["entry"]["text"]))
        with self.assertLogs("tacklebox_client", "ERROR"):
            root.log.enable().result()
            root.log.enable().result()
            end()
            root.log.enable().result()
        self.assertEqual(seen, ["0", "1"])

    def test_a_handler_that_waits_is_told_so(self) -> None:
        def talk(peer: Peer) -> None:
            request = peer.read_json()
            peer.send({"method": "A.event", "params": {}})
            peer.send({"id": request["id"], "result": {}})
            peer.read()
            peer.read()

        root = self.connect(talk).root
        raised: List[BaseException] = []

        def wait(_: object) -> None:
            try:
                root.call("A.b").result()
            except RuntimeError as error:
                raised.append(error)

        root.on("A.event", wait)
        root.call("A.a").result()
        self.assertIn("cannot wait", str(raised[0]))

    def test_half_a_frame_is_kept_while_the_peer_pauses(self) -> None:
        def talk(peer: Peer) -> None:
            request = peer.read_json()
            text = b'{"id": %d, "result": {"text": "%s"}}' % (request["id"], b"x" * 300)
            data = frame(1, text)
            for start, end in ((0, 1), (1, 3), (3, 100), (100, len(data))):
                peer.socket.sendall(data[start:end])
                time.sleep(0.15)
            peer.read()

        with mock.patch("tacklebox_client.cdp.message_stream.IO_TIMEOUT", 0.05):
            connection = self.connect(talk)
            self.assertEqual(connection.root.call("A.a").result()["text"], "x" * 300)

    def test_what_is_no_json_ends_the_connection(self) -> None:
        def talk(peer: Peer) -> None:
            peer.read_json()
            peer.socket.sendall(frame(1, b"{"))
            peer.read()

        connection = self.connect(talk)
        with self.assertLogs("tacklebox_client", "ERROR"):
            with self.assertRaisesRegex(ConnectionLost, "cannot be read"):
                connection.root.call("A.a").result()

    def test_close_ends_the_threads_also_where_the_peer_is_deaf(self) -> None:
        done = threading.Event()

        def talk(_: Peer) -> None:
            done.wait(30)

        before = threading.active_count()
        with mock.patch("tacklebox_client.cdp.message_stream.CLOSE_TIMEOUT", 0.2):
            connection = self.connect(talk)
            self.addCleanup(done.set)
            wait = connection.root.next_event("A.a")
            connection.close()
        with self.assertRaisesRegex(ConnectionLost, "closed by this program"):
            wait.result()
        for thread in (connection._stream._reader, connection._stream._writer):
            thread.join(5)
            self.assertFalse(thread.is_alive())
        self.assertGreaterEqual(before + 2, threading.active_count())

    def test_no_origin_is_sent_and_the_token_is(self) -> None:
        requests: List[str] = []

        def talk(peer: Peer) -> None:
            requests.append(peer.request)
            peer.read()

        server = WebSocketServer(talk)
        self.addCleanup(server.close)
        Browser(server.url, token="secret").connect().close()
        self.assertIn("Authorization: Bearer secret\r\n", requests[0])
        self.assertNotIn("Origin:", requests[0])

    def test_a_redirect_is_not_followed(self) -> None:
        followed: List[str] = []
        other = WebSocketServer(lambda peer: followed.append(peer.request))
        self.addCleanup(other.close)
        answer = f"HTTP/1.1 302 Found\r\nLocation: {other.url}\r\nContent-Length: 0\r\n\r\n"
        server = WebSocketServer(lambda peer: None, answer)
        self.addCleanup(server.close)
        with self.assertRaises(ConnectionLost):
            Browser(server.url, token="secret").connect()
        self.assertEqual(followed, [])

    def test_a_refusal_says_why(self) -> None:
        answer = "HTTP/1.1 404 Not Found\r\nContent-Length: 9\r\n\r\nno lease."
        server = WebSocketServer(lambda peer: None, answer)
        self.addCleanup(server.close)
        with self.assertRaisesRegex(ConnectionLost, "404 no lease.$"):
            Connection(server.url)

    def test_nobody_there(self) -> None:
        with socket.create_server(("127.0.0.1", 0)) as listener:
            port = listener.getsockname()[1]
        with self.assertRaisesRegex(ConnectionLost, "cannot connect"):
            Connection(f"ws://127.0.0.1:{port}/")

    def test_a_token_that_is_no_header(self) -> None:
        with self.assertRaises(ValueError):
            Browser("http://127.0.0.1:1", token="a\r\nX: y")


async def _await(reply: Any) -> Any:
    return await reply


if __name__ == "__main__":
    unittest.main()
