"""Group robots as their makers run them: real HTTP on this machine, with their own ways to refuse."""

import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

from zhuanji.notices.actions import Opener
from zhuanji.notices.ways import Way

TOKEN = "0123456789abcdef0123456789abcdef"
SECRET = "SECabcdef0123456789"
PATHS = {
    Way.DINGTALK: f"/robot/send?access_token={TOKEN}",
    Way.FEISHU: f"/open-apis/bot/v2/hook/{TOKEN}",
    Way.WECOM: f"/cgi-bin/webhook/send?key={TOKEN}",
}
GOOD = {
    Way.DINGTALK: {"errcode": 0, "errmsg": "ok"},
    Way.FEISHU: {"code": 0, "msg": "success", "data": {}},
    Way.WECOM: {"errcode": 0, "errmsg": "ok"},
}


@dataclass(frozen=True)
class Reply:
    """What a robot answers: 200 with words of its own, another status, nothing for a while."""

    body: Any = None
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    hangs: bool = False
    slow: float = 0


@dataclass(frozen=True)
class Got:
    path: str
    query: dict[str, list[str]]
    said: dict[str, Any]

    @property
    def text(self) -> str:
        content = self.said.get("text") or self.said["content"]
        return str(content.get("content") or content.get("text"))


@dataclass
class Robots:
    """Takes whatever comes unless `replies` say otherwise, one after another."""

    root: str = ""
    got: list[Got] = field(default_factory=list)
    replies: list[Reply] = field(default_factory=list)
    released: threading.Event = field(default_factory=threading.Event)

    def opener(self, way: str, secret: str = "") -> Opener:
        return Opener(f"{self.root}{PATHS[Way(way)]}", secret)


@contextmanager
def robots_listening() -> Iterator[Robots]:
    robots = Robots()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            said = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            parts = urlsplit(self.path)
            robots.got.append(Got(parts.path, parse_qs(parts.query), said))
            reply = robots.replies.pop(0) if robots.replies else Reply()
            if reply.hangs:
                robots.released.wait(20)
                return
            time.sleep(reply.slow)
            way = next(w for w, path in PATHS.items() if urlsplit(path).path == parts.path)
            body = GOOD[way] if reply.body is None else reply.body
            words = body if isinstance(body, str) else json.dumps(body)
            self.send_response(reply.status)
            for name, value in reply.headers.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(words.encode())

        def log_message(self, *_words: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    robots.root = f"http://127.0.0.1:{server.server_port}"
    try:
        yield robots
    finally:
        robots.released.set()
        server.shutdown()
        thread.join()
        server.server_close()
