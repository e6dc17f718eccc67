#!/usr/bin/env python3
"""Screenshots of several pages at once, each by a browser of the pool.

usage: test.py [http://localhost:8888] URL...
"""

from __future__ import annotations

import asyncio
import base64
import sys
from concurrent.futures import ThreadPoolExecutor
from typing import Sequence

from tacklebox_client import APIClient

THREADS = 5
# Seconds of a lease, which begins when a thread takes it.
LEASE = 120


async def screenshot(api_url: str, number: int, url: str) -> str:
    """Save a page as `screenshot_NUMBER.png`; returns what came of it."""
    client = APIClient(api_url)
    if await client.allocate_browser(timeout=LEASE) is None:
        return f"no browser: {client.last_error}"
    try:
        await client.send_cdp_request("Page.enable")
        moved = await client.send_cdp_request("Page.navigate", {"url": url})
        failure = moved["error"]["message"] if "error" in moved else moved["result"].get("errorText")
        if failure:
            return f"not loaded: {failure}"
        await client.send_cdp_request("Page.loadEventFired")
        shot = await client.send_cdp_request("Page.captureScreenshot", {"format": "png"})
        if "error" in shot:
            return f"no screenshot: {shot['error']['message']}"
        with open(f"screenshot_{number}.png", "wb") as file:
            file.write(base64.b64decode(shot["result"]["data"]))
        return f"saved as screenshot_{number}.png"
    finally:
        client.deallocate_browser()


async def test_api_multithreaded_screenshot(api_url: str, urls: Sequence[str]) -> bool:
    """Take a screenshot of each URL with five threads and print each status; whether all succeeded."""

    def work(number: int, url: str) -> str:
        try:
            return asyncio.run(screenshot(api_url, number, url))
        except Exception as error:  # noqa: BLE001
            return f"failed: {error}"

    loop = asyncio.get_running_loop()
    with ThreadPoolExecutor(max_workers=THREADS) as threads:
        jobs = [loop.run_in_executor(threads, work, number, url) for number, url in enumerate(urls)]
        statuses = []
        for number, (url, job) in enumerate(zip(urls, jobs)):
            statuses.append(await job)
            print(f"{number} {url}: {statuses[-1]}", flush=True)
    return all(status.startswith("saved") for status in statuses)


def main() -> int:
    arguments = sys.argv[1:]
    if not arguments:
        print(__doc__)
        return 2
    api_url, urls = (arguments[0], arguments[1:]) if len(arguments) > 1 else ("http://localhost:8888", arguments)
    return 0 if asyncio.run(test_api_multithreaded_screenshot(api_url, urls)) else 1


if __name__ == "__main__":
    sys.exit(main())
