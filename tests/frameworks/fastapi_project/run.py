"""Asks each view once for its answer and once for its peak; prints both as JSON."""
import asyncio
import json
import tracemalloc

import fastapi

import views

SKIPPED = (b"content-length", b"date")


class Client:
    """The other end of one request; what it gets is kept only if it is asked for."""

    def __init__(self, path, is_kept):
        self.is_kept, self.pieces, self.start = is_kept, [], None
        self.scope = {
            "type": "http", "asgi": {"version": "3.0", "spec_version": "2.3"},
            "http_version": "1.1", "method": "GET", "path": path, "raw_path": path.encode(),
            "root_path": "", "scheme": "http", "query_string": b"prefix=q",
            "headers": [(b"host", b"test")], "client": ("127.0.0.1", 1), "server": ("test", 80)}
        self.is_sent = False

    async def receive(self):
        if self.is_sent:
            await asyncio.sleep(3600)
        self.is_sent = True
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(self, message):
        if message["type"] == "http.response.start":
            self.start = message
        elif self.is_kept:
            self.pieces.append(message.get("body", b""))

    def answer(self):
        asyncio.run(views.app(self.scope, self.receive, self.send))
        headers = sorted(pair for pair in self.start["headers"] if pair[0] not in SKIPPED)
        return repr((self.start["status"], headers, b"".join(self.pieces)))


def main():
    outcome = {}
    for name in dir(views):
        if not name.startswith(("changed_", "kept_")):
            continue
        result = Client("/" + name, True).answer()
        tracemalloc.start()
        Client("/" + name, False).answer()
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        outcome[name] = {"result": result, "peak": peak}
    print(json.dumps({"version": fastapi.__version__, "outcome": outcome}))


main()
