"""pyppeteer wraps its messages in others (Target.sendMessageToTarget)."""
import asyncio, os
import pyppeteer

async def main():
    browser = await pyppeteer.connect(browserURL=os.environ["PROXY_URL"])
    page = await browser.newPage()
    await page.goto(os.environ["PAGE_URL"])
    await page.click("button")
    assert await page.title() == "A page"
    assert await page.querySelectorEval("output", "output => output.textContent") == "clicked"
    assert (await page.screenshot())[1:4] == b"PNG"
    await browser.disconnect()
    print("ok")

asyncio.get_event_loop().run_until_complete(main())
