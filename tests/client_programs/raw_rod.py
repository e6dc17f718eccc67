"""What go-rod does to a socket: its key is `nil`, and it takes every frame for a whole JSON message, whatever its opcode and FIN say
(github.com/go-rod/rod, lib/cdp/websocket.go)."""
import json, os, socket, urllib.parse, urllib.request

url = urllib.parse.urlsplit(os.environ["WS_URL"])
stream = socket.create_connection((url.hostname, url.port))
stream.sendall(f"GET {url.path} HTTP/1.1\r\nHost: {url.netloc}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Key: nil\r\nSec-WebSocket-Version: 13\r\n\r\n".encode())
head = b""
while not head.endswith(b"\r\n\r\n"):
    head += stream.recv(1)
assert b" 101 " in head, head

def message():
    start = stream.recv(2, socket.MSG_WAITALL)
    if not start:
        return None
    length = start[1]
    if length >= 126:
        length = int.from_bytes(stream.recv(2 if length == 126 else 8, socket.MSG_WAITALL), "big")
    return json.loads(stream.recv(length, socket.MSG_WAITALL))

def call(number, method, params):
    text = json.dumps({"id": number, "method": method, "params": params}).encode()
    stream.sendall(bytes([0x81, 0x80 | 126]) + len(text).to_bytes(2, "big") + b"\1\2\3\4" + bytes(byte ^ (1, 2, 3, 4)[at % 4] for at, byte in enumerate(text)))
    while (answer := message()).get("id") != number:
        pass
    return answer["result"]

target = call(1, "Target.createTarget", {"url": os.environ["PAGE_URL"], "x": "y" * 200})["targetId"]
session = call(2, "Target.attachToTarget", {"targetId": target, "flatten": True, "x": "y" * 200})["sessionId"]
assert session
# The lease ends while it listens: it must get nothing that is no message.
urllib.request.urlopen(urllib.request.Request(os.environ["LEASE_URL"], method="DELETE")).read()
while message() is not None:
    pass
print("ok")
