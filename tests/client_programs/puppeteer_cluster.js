const puppeteer = require("puppeteer-core");
const { Cluster } = require("puppeteer-cluster");
(async () => {
  const launch = { launch: () => puppeteer.connect({ browserWSEndpoint: process.env.WS_URL }) };
  const cluster = await Cluster.launch({ puppeteer: launch, concurrency: Cluster.CONCURRENCY_CONTEXT, maxConcurrency: 3 });
  const titles = [];
  await cluster.task(async ({ page, data }) => { await page.goto(data); titles.push(await page.title()); });
  for (let number = 0; number < 6; number++) cluster.queue(`${process.env.PAGE_URL}?${number}`);
  await cluster.idle();
  await cluster.close();
  if (titles.length !== 6 || titles.some((title) => title !== "A page")) throw new Error(JSON.stringify(titles));
  console.log("ok");
})().catch((error) => { console.error(error); process.exit(1); });
