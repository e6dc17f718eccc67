// By host and port, as it knows no path. It reads the protocol's description from there.
const CDP = require("chrome-remote-interface");
(async () => {
  const { hostname: host, port } = new URL(process.env.PORT_URL);
  const target = await CDP.New({ host, port, url: "about:blank" });
  const client = await CDP({ host, port, target });
  const { Page, Runtime } = client;
  await Page.enable();
  const loaded = Page.loadEventFired();
  await Page.navigate({ url: process.env.PAGE_URL });
  await loaded;
  const { result } = await Runtime.evaluate({ expression: "document.querySelector('button').click(), document.title + ' ' + document.querySelector('output').textContent" });
  if (result.value !== "A page clicked") throw new Error(result.value);
  const { data } = await Page.captureScreenshot();
  if (Buffer.from(data, "base64")[1] !== 0x50) throw new Error("no PNG");
  await client.close();
  await CDP.Close({ host, port, id: target.id });
  console.log("ok");
})().catch((error) => { console.error(error); process.exit(1); });
