"""websocket-client sends `Origin: http://HOST:PORT` by itself, which Chrome refuses and the pool takes."""
import itertools, json, os
import websocket

socket, ids = websocket.create_connection(os.environ["WS_URL"], timeout=30), itertools.count(1)

def call(method, session=None, **params):
    number = next(ids)
    socket.send(json.dumps({"id": number, "method": method, "params": params} | ({"sessionId": session} if session else {})))
    while (answer := json.loads(socket.recv())).get("id") != number:
        pass
    return answer["result"]

target = call("Target.createTarget", url=os.environ["PAGE_URL"])["targetId"]
session = call("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
wait = "new Promise(resolve => document.readyState === 'complete' ? resolve(document.title) : onload = () => resolve(document.title))"
for _ in range(100):
    title = call("Runtime.evaluate", session, expression=wait, awaitPromise=True)["result"].get("value")
    if title == "A page":
        break
assert title == "A page", title
assert len(call("Page.captureScreenshot", session)["data"]) > 1000
socket.close()
print("ok")
