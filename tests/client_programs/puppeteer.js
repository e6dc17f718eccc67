// By the WebSocket, and by the address of its HTTP endpoints: puppeteer 24 drops the path of that, so it gets the lease's port.
const puppeteer = require("puppeteer-core");
(async () => {
  for (const how of [{ browserWSEndpoint: process.env.WS_URL }, { browserURL: process.env.PORT_URL }]) {
    const browser = await puppeteer.connect(how);
    const page = await browser.newPage();
    await page.goto(process.env.PAGE_URL);
    if ((await page.title()) !== "A page") throw new Error(`title: ${await page.title()}`);
    await page.click("button");
    if ((await page.$eval("output", (output) => output.textContent)) !== "clicked") throw new Error("the button was not clicked");
    const picture = await page.screenshot();
    if (picture[1] !== 0x50) throw new Error("no PNG");
    await page.close();
    await browser.disconnect();
  }
  console.log("ok");
})().catch((error) => { console.error(error); process.exit(1); });
