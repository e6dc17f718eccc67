// By the address of the HTTP endpoints, whose path Playwright keeps, and by the WebSocket.
const { chromium } = require("playwright-core");
(async () => {
  for (const address of [process.env.PROXY_URL, process.env.WS_URL]) {
    const browser = await chromium.connectOverCDP(address);
    const context = await browser.newContext();
    const page = await context.newPage();
    await page.goto(process.env.PAGE_URL);
    if ((await page.title()) !== "A page") throw new Error(`title: ${await page.title()}`);
    await page.click("button");
    if ((await page.textContent("output")) !== "clicked") throw new Error("the button was not clicked");
    const picture = await page.screenshot();
    if (picture[1] !== 0x50) throw new Error("no PNG");
    await context.close();
    await browser.close();
  }
  console.log("ok");
})().catch((error) => { console.error(error); process.exit(1); });
