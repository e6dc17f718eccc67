"""nodriver knows a host and a port only."""
import asyncio, os, urllib.parse
import nodriver

async def main():
    url = urllib.parse.urlsplit(os.environ["PORT_URL"])
    browser = await nodriver.start(host=url.hostname, port=url.port)
    page = await browser.get(os.environ["PAGE_URL"])
    for _ in range(50):
        if await page.evaluate("document.title") == "A page":
            break
        await page.sleep(0.1)
    await (await page.select("button")).click()
    assert await page.evaluate("document.querySelector('output').textContent") == "clicked"
    print("ok")

nodriver.loop().run_until_complete(main())
