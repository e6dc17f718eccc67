"""The client of the pool, with a pool."""

from __future__ import annotations

import asyncio
import base64
import contextlib
import http.server
import io
import json
import os
import tempfile
import threading
import time
import unittest
from importlib import util
from pathlib import Path
from typing import Any, Dict, List, Optional, Tuple
from unittest import mock

import lib
from tacklebox_client import APIClient, APIClientBase
from tacklebox_client.cdp import ConnectionLost, HttpError
from tests.servers import POOL, POOL_URL, Pool, Site


@unittest.skipUnless(POOL_URL or os.path.isfile(POOL), f"needs TACKLEBOX_POOL_URL, or TACKLEBOX_BIN, or {POOL}")
class PoolTest(unittest.TestCase):
    url: str
    site: Site

    @classmethod
    def setUpClass(cls) -> None:
        cls.site = Site()
        cls.addClassCleanup(cls.site.close)
        if POOL_URL:
            cls.url = POOL_URL
        else:
            pool = Pool()
            cls.addClassCleanup(pool.close)
            cls.url = pool.url

    def client(self, **named: Any) -> APIClient:
        client = APIClient(self.url, **named)
        self.addCleanup(client.close)
        return client

    def leases(self) -> List[str]:
        browsers = APIClient(self.url).list_browsers()
        assert browsers is not None
        return [browser["session_id"] for browser in browsers if browser["active"]]

    def test_a_lease_from_its_beginning_to_its_end(self) -> None:
        async def use() -> None:
            client = self.client()
            session = await client.allocate_browser(timeout=60)
            assert session is not None
            self.assertIn(session, self.leases())
            self.assertIn("page", [target["type"] for target in await client.get_targets()])
            await client.send_cdp_request("Page.enable")
            moved = await client.send_cdp_request("Page.navigate", {"url": self.site.url + "/lease"})
            self.assertIn("frameId", moved["result"])
            self.assertIn("timestamp", (await client.send_cdp_request("Page.loadEventFired"))["params"])
            title = await client.send_cdp_request("Runtime.evaluate", {"expression": "document.title"})
            self.assertEqual(title["result"]["result"]["value"], "lease")
            shot = await client.send_cdp_request("Page.captureScreenshot", {"format": "png"})
            self.assertEqual(base64.b64decode(shot["result"]["data"])[:4], b"\x89PNG")
            before = self.seconds_left(session)
            self.assertTrue(client.extend_timeout(additional_timeout=100))
            self.assertGreater(self.seconds_left(session), before + 90)
            self.assertTrue(client.deallocate_browser())
            self.assertNotIn(session, self.leases())
            with self.assertLogs("tacklebox_client", "WARNING"):
                self.assertFalse(client.deallocate_browser())
                self.assertFalse(client.extend_timeout(1))
            with self.assertRaises(ConnectionLost):
                await client.send_cdp_request("Page.enable")

        asyncio.run(use())

    def seconds_left(self, session: str) -> float:
        browsers = APIClient(self.url).list_browsers() or []
        return next(float(browser["timeout"]) for browser in browsers if browser["session_id"] == session)

    def test_an_error_of_the_browser_is_the_message(self) -> None:
        async def use() -> None:
            client = self.client()
            self.assertIsNotNone(await client.allocate_browser(timeout=60))
            answer = await client.send_cdp_request("Page.nothing")
            self.assertIn("wasn't found", answer["error"]["message"])

        asyncio.run(use())

    def test_another_target(self) -> None:
        async def use() -> None:
            client = self.client()
            self.assertIsNotNone(await client.allocate_browser(timeout=60))
            first = client.session
            created = await client.send_cdp_request("Target.createTarget", {"url": self.site.url + "/other"})
            target = created["result"]["targetId"]
            self.assertIn(target, [one["targetId"] for one in await client.get_targets()])
            session = await client.attach_to_target(target)
            assert session is not None and first is not None
            self.assertNotEqual(session, first.session_id)
            # That of the page which the client is attached to now.
            tree = await client.send_cdp_request("Page.getFrameTree")
            self.assertEqual(tree["result"]["frameTree"]["frame"]["id"], target)
            with self.assertLogs("tacklebox_client", "WARNING"):
                self.assertIsNone(await client.attach_to_target("none"))

        asyncio.run(use())

    def test_calls_with_types(self) -> None:
        async def use() -> None:
            client = self.client()
            await client.allocate_browser(timeout=60)
            assert client.session is not None
            self.assertIn("Chrome", (await client.session.browser.get_version())["product"])

        asyncio.run(use())

    def test_a_websocket_of_ones_own(self) -> None:
        client = self.client()
        heard: List[Tuple[Any, ...]] = []
        answered, closed = threading.Event(), threading.Event()

        def on_open(who: APIClientBase) -> None:
            heard.append(("open", who is client))

        def on_message(who: APIClientBase, text: str) -> None:
            heard.append(("message", who is client, json.loads(text)))
            answered.set()

        def on_close(who: APIClientBase, code: Optional[int], reason: Optional[str]) -> None:
            heard.append(("close", who is client))
            closed.set()

        def on_error(who: APIClientBase, error: Exception) -> None:
            heard.append(("error", error))

        with self.assertLogs("tacklebox_client", "WARNING"):
            self.assertFalse(client.connect_ws(on_message, on_error, on_close, on_open))
            self.assertFalse(client.send_ws_message({"id": 1, "method": "Browser.getVersion"}))
        asyncio.run(client.allocate_browser(timeout=60))
        self.assertTrue(client.connect_ws(on_message, on_error, on_close, on_open))
        self.assertTrue(client.send_ws_message({"id": 7, "method": "Browser.getVersion"}))
        self.assertTrue(answered.wait(10))
        answered.clear()
        self.assertTrue(client.send_ws_message('{"id": 8, "method": "Browser.getVersion"}'))
        self.assertTrue(answered.wait(10))
        self.assertTrue(client.deallocate_browser())
        self.assertTrue(closed.wait(10))
        self.assertEqual([one[0] for one in heard], ["open", "message", "message", "close"])
        self.assertTrue(all(one[1] for one in heard))
        self.assertEqual([one[2]["id"] for one in heard[1:3]], [7, 8])

    def test_a_callback_that_fails_is_told_to_on_error(self) -> None:
        client = self.client()
        told: List[Exception] = []
        heard = threading.Event()

        def on_error(_: APIClientBase, error: Exception) -> None:
            told.append(error)
            heard.set()

        def on_message(_: APIClientBase, text: str) -> None:
            raise ValueError("mine")

        asyncio.run(client.allocate_browser(timeout=60))
        with self.assertLogs("tacklebox_client", "ERROR"):
            self.assertTrue(client.connect_ws(on_message=on_message, on_error=on_error))
            self.assertTrue(client.send_ws_message({"id": 1, "method": "Browser.getVersion"}))
            self.assertTrue(heard.wait(10))
        self.assertEqual(str(told[0]), "mine")

    def test_a_lease_that_ends_fails_the_waits(self) -> None:
        async def use() -> None:
            client = self.client()
            session = await client.allocate_browser(timeout=60)
            wait = asyncio.ensure_future(client.send_cdp_request("Page.loadEventFired"))
            await asyncio.sleep(0.1)
            other = APIClient(self.url)
            other.session_id = session
            self.assertTrue(other.deallocate_browser())
            with self.assertRaises(ConnectionLost):
                await asyncio.wait_for(wait, 10)
            with self.assertLogs("tacklebox_client", "WARNING"):
                self.assertFalse(client.deallocate_browser())

        asyncio.run(use())

    def test_an_allocation_that_is_cancelled_leaves_no_lease(self) -> None:
        before = self.leases()

        async def use(delay: float) -> None:
            client = self.client()
            job = asyncio.ensure_future(client.allocate_browser(timeout=60))
            await asyncio.sleep(delay)
            job.cancel()
            await asyncio.gather(job, return_exceptions=True)
            if not job.cancelled():
                # It was done before.
                self.assertTrue(client.deallocate_browser())

        for delay in (0, 0.001, 0.005, 0.01, 0.02, 0.05, 0.1):
            asyncio.run(use(delay))
        end = time.monotonic() + 10
        while self.leases() != before and time.monotonic() < end:
            time.sleep(0.05)
        self.assertEqual(self.leases(), before)

    def test_a_second_allocation_gives_the_first_back(self) -> None:
        async def use() -> None:
            client = self.client()
            first = await client.allocate_browser(timeout=60)
            second = await client.allocate_browser(timeout=60)
            self.assertNotEqual(first, second)
            self.assertNotIn(first, self.leases())
            self.assertIn(second, self.leases())

        asyncio.run(use())

    def test_a_wrong_number_is_refused(self) -> None:
        client = self.client()
        with self.assertLogs("tacklebox_client", "WARNING"):
            self.assertIsNone(asyncio.run(client.allocate_browser(timeout=-1)))
        assert isinstance(client.last_error, HttpError)
        self.assertEqual(client.last_error.status, 400)

    def test_screenshots_by_five_threads(self) -> None:
        spec = util.spec_from_file_location("screenshots", Path(__file__).resolve().parents[1] / "test.py")
        assert spec is not None and spec.loader is not None
        program = util.module_from_spec(spec)
        spec.loader.exec_module(program)
        urls = [f"{self.site.url}/{number}" for number in range(7)]
        said = io.StringIO()
        here = os.getcwd()
        with tempfile.TemporaryDirectory() as directory, contextlib.redirect_stdout(said):
            os.chdir(directory)
            try:
                self.assertTrue(asyncio.run(program.test_api_multithreaded_screenshot(self.url, urls)))
                heads = [Path(f"screenshot_{number}.png").read_bytes()[:4] for number in range(7)]
            finally:
                os.chdir(here)
        self.assertEqual(heads, [b"\x89PNG"] * 7)
        self.assertEqual(len(said.getvalue().splitlines()), 7)


@unittest.skipUnless(os.path.isfile(POOL), f"needs the program {POOL}, or TACKLEBOX_BIN")
class PoolTokenTest(unittest.TestCase):
    def test_a_token(self) -> None:
        pool = Pool(TACKLEBOX_TOKEN="a-token-of-the-tests-0123456789")
        self.addCleanup(pool.close)
        with self.assertLogs("tacklebox_client", "WARNING"):
            refused = APIClient(pool.url, token="another")
            self.assertIsNone(refused.list_browsers())
            self.assertIsNone(asyncio.run(refused.allocate_browser()))
        with APIClient(pool.url, token="a-token-of-the-tests-0123456789") as client:
            self.assertIsNotNone(asyncio.run(client.allocate_browser(timeout=60)))
            self.assertIsNotNone(client.list_browsers())
            self.assertTrue(client.connect_ws())
        with mock.patch.dict(os.environ, TACKLEBOX_TOKEN="a-token-of-the-tests-0123456789"):
            self.assertIsNotNone(APIClient(pool.url).list_browsers())


class _Answers(http.server.BaseHTTPRequestHandler):
    """Answers as a program that is no pool does."""

    answers: Dict[str, Tuple[int, bytes]] = {}
    seen: List[Tuple[str, Optional[str]]] = []

    def do_GET(self) -> None:
        self.seen.append((self.path, self.headers.get("Authorization")))
        status, body = self.answers.get(self.path.split("?")[0], (404, b""))
        self.send_response(status)
        if status == 302:
            self.send_header("Location", "/elsewhere")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    do_POST = do_DELETE = do_GET

    def log_message(self, format: str, *args: Any) -> None:
        pass


class NoPoolTest(unittest.TestCase):
    def setUp(self) -> None:
        _Answers.answers, _Answers.seen = {}, []
        server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), _Answers)
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        self.addCleanup(thread.join)
        self.addCleanup(server.server_close)
        self.addCleanup(server.shutdown)
        self.url = f"http://127.0.0.1:{server.server_address[1]}"

    def test_the_names_of_the_old_client(self) -> None:
        self.assertIs(lib.APIClient, APIClient)
        self.assertTrue(issubclass(lib.APIClient, lib.APIClientBase))
        self.assertEqual(APIClient("http://localhost:8888/").base_url, "http://localhost:8888")
        with self.assertRaises(ValueError):
            APIClient("localhost:8888")

    def test_answers_that_are_none(self) -> None:
        answers = ((200, "no JSON"), (500, '{"error": "why"}'), (200, "[]"), (302, ""))
        for answer in [(status, text.encode()) for status, text in answers]:
            _Answers.answers = {"/browser": answer, "/browsers": answer}
            client = APIClient(self.url)
            with self.assertLogs("tacklebox_client", "WARNING"):
                self.assertIsNone(asyncio.run(client.allocate_browser()))
                if answer[1] != b"[]":
                    self.assertIsNone(client.list_browsers())
            self.assertIsNone(client.session_id)
        self.assertNotIn("/elsewhere", [path for path, _ in _Answers.seen])

    def test_a_lease_that_cannot_be_connected_to_is_given_back(self) -> None:
        _Answers.answers = {"/browser": (200, b'{"session_id": "a/b"}'), "/browser/a%2Fb": (200, b"")}
        with self.assertLogs("tacklebox_client", "WARNING"):
            self.assertIsNone(asyncio.run(APIClient(self.url, token="secret").allocate_browser(timeout=9, wait=5)))
        self.assertEqual(
            _Answers.seen,
            [
                (path, "Bearer secret")
                for path in ("/browser?timeout=9&wait=5", "/session/a%2Fb/json/version", "/browser/a%2Fb")
            ],
        )

    def test_a_lease_whose_browser_answers_nonsense_is_given_back(self) -> None:
        for body in (b"{}", b"[]", b"null", b"", b'{"webSocketDebuggerUrl": 5}'):
            with self.subTest(body):
                answers = {"/browser": b'{"session_id": "ab"}', "/session/ab/json/version": body, "/browser/ab": b""}
                _Answers.answers = {path: (200, answer) for path, answer in answers.items()}
                _Answers.seen = []
                client = APIClient(self.url)
                with self.assertLogs("tacklebox_client", "WARNING"):
                    self.assertIsNone(asyncio.run(client.allocate_browser()))
                self.assertIn("webSocketDebuggerUrl", str(client.last_error))
                self.assertEqual(_Answers.seen[-1][0], "/browser/ab")

    def test_browsers_that_are_no_list(self) -> None:
        for body in (b'{"a": 1}', b"3", b"null"):
            _Answers.answers = {"/browsers": (200, body)}
            with self.assertLogs("tacklebox_client", "WARNING"):
                self.assertIsNone(APIClient(self.url).list_browsers())

    def test_a_proxy_of_the_environment_is_not_asked_for_this_machine(self) -> None:
        _Answers.answers = {"/browsers": (200, b"[]")}
        with mock.patch.dict(os.environ, http_proxy="http://127.0.0.1:9"):
            self.assertEqual(APIClient(self.url).list_browsers(), [])

    def test_the_id_of_a_lease_is_not_logged(self) -> None:
        client = APIClient(self.url)
        client.session_id = "0123456789abcdef" * 2
        with self.assertLogs("tacklebox_client", "WARNING") as logged:
            self.assertFalse(client.extend_timeout(1))
        self.assertIn("/browser/012345.../timeout", logged.output[0])

    def test_nobody_there(self) -> None:
        client = APIClient("http://127.0.0.1:9")
        with self.assertLogs("tacklebox_client", "WARNING"):
            self.assertIsNone(client.list_browsers())
            self.assertIsNone(asyncio.run(client.allocate_browser()))
        assert isinstance(client.last_error, HttpError)
        self.assertIsNone(client.last_error.status)


if __name__ == "__main__":
    unittest.main()
