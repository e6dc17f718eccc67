"""The CDP client alone, with a Chrome of its own."""

from __future__ import annotations

import asyncio
import base64
import os
import signal
import unittest
from concurrent.futures import ThreadPoolExecutor
from typing import List

from tacklebox_client.cdp import Browser, Chrome, ConnectionLost, ProtocolError
from tacklebox_client.cdp.chrome import candidates
from tests.servers import Site


def processes_with(argument: str) -> List[int]:
    """The processes that have a text in their arguments."""
    found = []
    for name in filter(str.isdigit, os.listdir("/proc")):
        try:
            with open(f"/proc/{name}/cmdline", "rb") as file:
                arguments = file.read()
        except OSError:
            continue  # It has just ended.
        if argument.encode() in arguments:
            found.append(int(name))
    return found


class ChromeTest(unittest.TestCase):
    chrome: Chrome
    site: Site

    @classmethod
    def setUpClass(cls) -> None:
        cls.site = Site()
        cls.addClassCleanup(cls.site.close)
        cls.chrome = Chrome(timeout=60)
        cls.addClassCleanup(cls.chrome.close)

    def test_calls_with_types(self) -> None:
        with self.chrome.browser.connect() as connection:
            page = connection.root.target.create_target("about:blank").result()["targetId"]
            session = connection.attach(page).result()
            session.page.enable().result()
            loaded = session.page.load_event_fired.next()
            frame = session.page.navigate(self.site.url + "/typed").result()
            self.assertNotIn("errorText", frame)
            self.assertGreater(loaded.result()["timestamp"], 0)
            title = session.runtime.evaluate("document.title", return_by_value=True).result()
            self.assertEqual(title["result"]["value"], "typed")
            shot = base64.b64decode(session.page.capture_screenshot(format="png").result()["data"])
            self.assertEqual(shot[:4], b"\x89PNG")
            session.detach()
            with self.assertRaises(Exception):
                session.page.enable().result()
            self.assertTrue(connection.root.target.close_target(page).result()["success"])

    def test_one_browser_many_connections_many_sessions(self) -> None:
        async def title(number: int) -> str:
            with self.chrome.browser.connect() as connection:
                created = [await connection.root.target.create_target("about:blank") for _ in range(2)]
                sessions = [await connection.attach(one["targetId"]) for one in created]
                titles = []
                for index, session in enumerate(sessions):
                    await session.page.enable()
                    await session.page.navigate(f"{self.site.url}/{number}-{index}")
                    await session.page.load_event_fired.wait()
                    evaluated = await session.runtime.evaluate("document.title")
                    titles.append(str(evaluated["result"]["value"]))
                    await connection.root.target.close_target(created[index]["targetId"])
                return " ".join(titles)

        with ThreadPoolExecutor(4) as threads:
            titles = list(threads.map(lambda number: asyncio.run(title(number)), range(4)))
        self.assertEqual(titles, [f"{number}-0 {number}-1" for number in range(4)])

    def test_a_large_message_both_ways(self) -> None:
        with self.chrome.browser.connect() as connection:
            page = connection.root.target.create_target("about:blank").result()["targetId"]
            session = connection.attach(page).result()
            text = "ä" * 3_000_000
            answer = session.runtime.evaluate(f"'{text}'", return_by_value=True).result()
            self.assertEqual(answer["result"]["value"], text)
            connection.root.target.close_target(page).result()

    def test_what_http_tells(self) -> None:
        browser = self.chrome.browser
        self.assertIn("Chrome", browser.version()["Browser"])
        self.assertIn("page", [target["type"] for target in browser.targets()])
        self.assertIn("Page", [domain["domain"] for domain in browser.protocol()["domains"]])

    def test_a_websocket_url_is_enough(self) -> None:
        url = self.chrome.browser.version()["webSocketDebuggerUrl"]
        with Browser(url).connect() as connection:
            self.assertIn("Chrome", connection.root.browser.get_version().result()["product"])
        with self.assertRaises(ValueError):
            Browser(url).version()

    def test_an_error_names_the_method(self) -> None:
        with self.chrome.browser.connect() as connection:
            with self.assertRaisesRegex(ProtocolError, "Target.attachToTarget: No target"):
                connection.attach("none").result()

    def test_a_browser_that_ends_fails_the_waits(self) -> None:
        with Chrome(timeout=60) as chrome:
            connection = chrome.browser.connect()
            wait = connection.root.next_event("Target.targetCreated")
            os.killpg(chrome.pid, signal.SIGKILL)
            with self.assertRaises(ConnectionLost):
                wait.result(10)
        self.assertFalse(os.path.exists(chrome._profile))

    @unittest.skipUnless(os.path.isdir("/proc/self"), "reads /proc")
    def test_close_leaves_nothing(self) -> None:
        with Chrome(timeout=60) as chrome:
            self.assertNotEqual(processes_with(chrome._profile), [])
        self.assertEqual(processes_with(chrome._profile), [])
        self.assertFalse(os.path.exists(chrome._profile))
        chrome.close()

    def test_a_program_that_is_no_chrome(self) -> None:
        with self.assertRaisesRegex(ConnectionLost, "ended, or did not listen"):
            Chrome("/bin/true")
        with self.assertRaises(FileNotFoundError):
            Chrome("/nowhere/chrome")


class CandidatesTest(unittest.TestCase):
    def test_windows(self) -> None:
        found = candidates("win32", {"PROGRAMFILES": r"C:\Program Files"})
        self.assertEqual(found[0], r"C:\Program Files\Google\Chrome\Application\chrome.exe")

    def test_macos(self) -> None:
        self.assertTrue(candidates("darwin", {})[0].startswith("/Applications/Google Chrome.app/"))

    def test_the_environment_is_first(self) -> None:
        for platform in ("linux", "darwin", "win32"):
            self.assertEqual(candidates(platform, {"CHROME_BINARY": "mine"})[0], "mine")


if __name__ == "__main__":
    unittest.main()
