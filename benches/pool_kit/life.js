// The whole life of a lease, as puppeteer lives it: acquire, connect, go to a page, give back. Prints the milliseconds of each, a JSON line.
const puppeteer = require("puppeteer-core");
const [api, page, times] = process.argv.slice(2);
const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
const warm = async () => (await (await fetch(`${api}/browsers`)).json()).some((browser) => !browser.active);
(async () => {
  for (let turn = 0; turn < Number(times); turn++) {
    while (!(await warm())) await sleep(20);
    // The start of the browser is over, and so is what it does right after.
    await sleep(300);
    const begun = performance.now();
    const lease = await (await fetch(`${api}/browser?timeout=60`, { method: "POST" })).json();
    const acquired = performance.now();
    const browser = await puppeteer.connect({ browserWSEndpoint: lease.ws_url });
    const connected = performance.now();
    const [first] = await browser.pages();
    await first.goto(page);
    const loaded = performance.now();
    await browser.disconnect();
    await fetch(`${api}/browser/${lease.session_id}`, { method: "DELETE" });
    const released = performance.now();
    console.log(JSON.stringify({ acquire: acquired - begun, connect: connected - acquired, goto: loaded - connected, release: released - loaded, whole: released - begun }));
  }
})().catch((error) => { console.error(error); process.exit(1); });
