// The whole program, on a page of the lease.
(async () => {
  const { default: lighthouse } = await import(require.resolve("lighthouse", { paths: [process.env.NODE_PATH] }));
  const port = Number(new URL(process.env.PORT_URL).port);
  const { lhr } = await lighthouse(process.env.PAGE_URL, { port, onlyCategories: ["accessibility"], logLevel: "error" });
  if (lhr.runtimeError) throw new Error(lhr.runtimeError.message);
  if (typeof lhr.categories.accessibility.score !== "number") throw new Error("no score");
  console.log("ok");
})().catch((error) => { console.error(error); process.exit(1); });
