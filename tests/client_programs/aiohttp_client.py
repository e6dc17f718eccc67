import asyncio, os
import aiohttp

async def main():
    async with aiohttp.ClientSession() as session:
        version = await (await session.get(os.environ["PROXY_URL"] + "/json/version")).json()
        async with session.ws_connect(version["webSocketDebuggerUrl"], heartbeat=0.2) as socket:
            await asyncio.sleep(1)
            await socket.send_json({"id": 1, "method": "Browser.getVersion"})
            assert "Chrome" in (await socket.receive_json())["result"]["product"]
    print("ok")

asyncio.run(main())
