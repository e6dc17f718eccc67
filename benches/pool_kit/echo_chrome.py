#!/usr/bin/env python3
"""Stands in Chrome's place: answers what the pool asks at a start, and sends large messages as fast as a pipe takes them.

A call of the method `Bench.send` with {"bytes": N} is answered with N bytes; every other call with nothing.
"""

import json
import os

IN, OUT = 3, 4


def write(text):
    view = memoryview(text)
    while view:
        view = view[os.write(OUT, view) :]


def main():
    page = {"targetId": "P", "type": "page", "title": "", "url": "about:blank", "attached": False, "browserContextId": "C"}
    sessions, large = 0, {}
    pending = bytearray()
    buffer = bytearray(1 << 20)
    while got := os.readv(IN, [buffer]):
        piece = memoryview(buffer)[:got]
        # The end of a message is looked for in what is new only.
        at = bytes(piece).find(b"\0")
        while at >= 0:
            pending += piece[:at]
            piece = piece[at + 1 :]
            head = pending if len(pending) < 4096 else pending[:200] + pending[-200:]
            if len(pending) >= 4096:
                # Only what stands around the large part is read.
                session = pending[: pending.index(b",")].split(b'"')[3].decode()
                call = {"id": 0, "method": "", "sessionId": session}
            else:
                call = json.loads(head)
            pending.clear()
            answer = {"id": call["id"], "result": {}}
            if call["method"] == "Browser.getVersion":
                answer["result"] = {"protocolVersion": "1.3", "product": "Echo/1", "revision": "@0", "userAgent": "", "jsVersion": "0"}
            elif call["method"] == "Target.getTargets":
                answer["result"] = {"targetInfos": [page]}
            elif call["method"].startswith("Target.attachTo"):
                sessions += 1
                session = f"S{sessions}"
                event = {"method": "Target.attachedToTarget", "params": {"sessionId": session, "targetInfo": page, "waitingForDebugger": False}}
                write(json.dumps(event).encode() + b"\0")
                answer["result"] = {"sessionId": session}
            elif call["method"] == "Runtime.evaluate":
                answer["result"] = {"result": {"type": "number", "value": 2}}
            if "sessionId" in call:
                answer["sessionId"] = call["sessionId"]
            if call["method"] == "Bench.send":
                count = call["params"]["bytes"]
                if count not in large:
                    large[count] = b"x" * count
                write(f'{{"id":{call["id"]},"result":{{"data":"'.encode())
                write(large[count])
                write(f'"}},"sessionId":"{call["sessionId"]}"}}'.encode() + b"\0")
            else:
                write(json.dumps(answer, separators=(",", ":")).encode() + b"\0")
            at = bytes(piece).find(b"\0")
        pending += piece


if __name__ == "__main__":
    main()
