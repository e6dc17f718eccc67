import asyncio, json, os, urllib.request
from pydoll.browser.chromium import Chrome

async def main():
    with urllib.request.urlopen(os.environ["PORT_URL"] + "/json/version") as answer:
        address = json.load(answer)["webSocketDebuggerUrl"]
    tab = await Chrome().connect(address)
    await tab.go_to(os.environ["PAGE_URL"])
    await (await tab.find(tag_name="button")).click()
    found = await tab.execute_script("return document.title + ' ' + document.querySelector('output').textContent")
    assert found["result"]["result"]["value"] == "A page clicked", found
    print("ok")

asyncio.run(main())
