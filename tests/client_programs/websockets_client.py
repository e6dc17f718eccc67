"""websockets pings every 20 s by default and ends the connection when no pong comes; here every 50 ms."""
import asyncio, json, os
import websockets

async def main():
    async with websockets.connect(os.environ["WS_URL"], ping_interval=0.05, ping_timeout=5) as socket:
        await socket.send(json.dumps({"id": 1, "method": "Target.getTargets"}))
        assert json.loads(await socket.recv())["result"]["targetInfos"]
        await asyncio.sleep(1)
        await socket.send(json.dumps({"id": 2, "method": "Browser.getVersion"}))
        assert "Chrome" in json.loads(await socket.recv())["result"]["product"]
    print("ok")

asyncio.run(main())
