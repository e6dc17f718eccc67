"""What chromedp does to a socket: it panics when anything comes with the answer to the upgrade, never sends a pong, and leaves what a ping carries unread
(github.com/chromedp/chromedp, conn.go)."""
import os, socket, time, urllib.parse

url = urllib.parse.urlsplit(os.environ["WS_URL"])
stream = socket.create_connection((url.hostname, url.port))
stream.sendall(f"GET {url.path} HTTP/1.1\r\nHost: {url.netloc}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Key: bmlsbmlsbmlsbmlsbmls\r\nSec-WebSocket-Version: 13\r\n\r\n".encode())
time.sleep(0.5)
answer = stream.recv(65536)
assert answer.endswith(b"\r\n\r\n"), "br should be nil"
for number in range(1, 200):
    call = b'{"id":%d,"method":"Browser.getVersion"}' % number
    stream.sendall(bytes([0x81, 0x80 | len(call)]) + b"\0\0\0\0" + call)
    first, second = stream.recv(2, socket.MSG_WAITALL)
    assert first == 0x81, f"opcode or fragment: {first:#x}"
    length = int.from_bytes(stream.recv(2, socket.MSG_WAITALL), "big") if second == 126 else second
    assert stream.recv(length, socket.MSG_WAITALL).startswith(b'{"id":%d' % number)
stream.sendall(b"\x88\x80\0\0\0\0")
assert stream.recv(2, socket.MSG_WAITALL)[0] == 0x88
print("ok")
