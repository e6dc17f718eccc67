// The server of the Model Context Protocol, as an agent uses it.
(async () => {
  const path = require("path");
  const load = (name) => import(require.resolve(name, { paths: [process.env.NODE_PATH] }));
  const { Client } = await load("@modelcontextprotocol/sdk/client/index.js");
  const { StdioClientTransport } = await load("@modelcontextprotocol/sdk/client/stdio.js");
  const server = path.join(process.env.NODE_PATH, ".bin/chrome-devtools-mcp");
  const client = new Client({ name: "test", version: "1" });
  await client.connect(new StdioClientTransport({ command: process.execPath, args: [server, "--wsEndpoint", process.env.WS_URL], env: process.env, stderr: "ignore" }));
  const call = async (name, input) => {
    const answer = await client.callTool({ name, arguments: input });
    const text = answer.content.map((part) => part.text || "").join("\n");
    if (answer.isError) throw new Error(text);
    return text;
  };
  // "1: about:blank [selected]"
  const pageId = Number((await call("list_pages", {})).match(/^(\d+):/m)[1]);
  await call("navigate_page", { pageId, type: "url", url: process.env.PAGE_URL });
  const text = await call("evaluate_script", { pageId, function: "() => document.title" });
  if (!text.includes("A page")) throw new Error(text);
  await client.close();
  console.log("ok");
})().catch((error) => { console.error(error); process.exit(1); });
