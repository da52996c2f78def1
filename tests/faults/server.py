"""The real server in processes of its own, and browsers that speak to it."""

import http.client
import os
import resource
import secrets
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlencode

from django.conf import settings
from django.db import connections
from django.test import Client

from tests.wolscan.access_world import BACKEND
from tests.wolscan.backup.test_moving import here

ROOT = Path(__file__).parents[2]
GUNICORN = ["-m", "gunicorn", "--config", "deploy/gunicorn.conf.py", "--no-control-socket", "wolscan.wsgi:application"]
FORM = "application/x-www-form-urlencoded"


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


class Server:
    """gunicorn with its processes, and the commands beside it. ``database`` is the one of the tests, unless named."""

    def __init__(self, folder: Path, database: str = "", **env: str) -> None:
        self.folder, self.port, self.process = folder, free_port(), None
        self.commands: list[subprocess.Popen] = []
        given = {
            "DATABASE_URL": database or here(),
            "BIND": f"127.0.0.1:{self.port}",
            "WOLSCAN_VAR": str(folder / "var"),
            "DJANGO_SETTINGS_MODULE": "tests.faults.settings",
            "SECRET_KEY": settings.SECRET_KEY,
            "CODE_SECRET": settings.CODE_SECRET,
            "EMAIL_URL": "dummymail://",
        }
        self.env = os.environ | given | env

    def start(self, *, file_size: int | None = None) -> float:
        """Starts it and gives back how many seconds it took to answer. ``file_size``: no file grows beyond it."""
        connections.close_all()  # who crashed is put right by who opens the database first; that must be the server
        began = time.monotonic()
        limit = (lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (file_size, -1))) if file_size else None
        with (self.folder / "server.log").open("a") as log:
            self.process = subprocess.Popen(
                [sys.executable, *GUNICORN],
                cwd=ROOT,
                env=self.env,
                stdout=log,
                stderr=log,
                start_new_session=True,
                preexec_fn=limit,
            )
        while not self._answers():
            assert self.process.poll() is None, self.log()
            assert time.monotonic() - began < 60, self.log()
            time.sleep(0.02)
        return time.monotonic() - began

    def _answers(self) -> bool:
        try:
            return Browser(self.port).get("/-/livez").status == 200
        except OSError:
            return False

    def kill(self) -> None:
        """As when the power fails: none of its processes gets to do another thing."""
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()

    def workers(self) -> set[int]:
        """The processes that answer, by their ids."""
        path = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children")
        return {int(number) for number in path.read_text().split()}

    def tell(self, number: signal.Signals) -> None:
        os.kill(self.process.pid, number)

    def stop(self) -> None:
        for command in self.commands:  # those of a test that failed half-way would go on in the next
            if command.poll() is None:
                command.kill()
                command.communicate()
        if self.process and self.process.poll() is None:
            self.process.terminate()
            try:
                self.process.wait(35)
            except subprocess.TimeoutExpired:
                self.kill()

    def command(self, *words: str, **options: object) -> subprocess.Popen:
        """A command of the site, in a process of its own."""
        line = [sys.executable, "manage.py", *words]
        pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True}
        self.commands.append(subprocess.Popen(line, cwd=ROOT, env=self.env, **pipes, **options))
        return self.commands[-1]

    def log(self) -> str:
        return (self.folder / "server.log").read_text()


def ran(command: subprocess.Popen) -> str:
    """What a command said, once it is through."""
    said, wrong = command.communicate(timeout=120)
    assert command.returncode == 0, wrong
    return said


@dataclass
class Answer:
    """What came back, all of it: only then something counts as acknowledged."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode()

    @property
    def where(self) -> str:
        return self.headers.get("Location", "")


@dataclass
class Browser:
    """Somebody's browser: their cookies, and a token for its forms."""

    port: int
    session: str = ""
    token: str = field(default_factory=lambda: secrets.token_hex(16))
    timeout: float = 60

    def get(self, path: str, **headers: str) -> Answer:
        return self.ask("GET", path, None, headers)

    def post(self, path: str, data: Mapping[str, object], **headers: str) -> Answer:
        body = urlencode({"csrfmiddlewaretoken": self.token} | data, doseq=True)
        return self.ask("POST", path, body, {"Content-Type": FORM} | headers)

    def quietly(self, path: str, data: Mapping[str, object]) -> Answer:
        """As the page saves by itself."""
        return self.post(path, data, **{"HX-Request": "true"})

    def ask(self, method: str, path: str, body: str | bytes | None, headers: Mapping[str, str]) -> Answer:
        made = http.client.HTTPConnection("127.0.0.1", self.port, timeout=self.timeout)
        cookies = f"{settings.CSRF_COOKIE_NAME}={self.token}"
        cookies += f"; {settings.SESSION_COOKIE_NAME}={self.session}" if self.session else ""
        try:
            made.request(method, path, body, {"Cookie": cookies, **headers})
            answer = made.getresponse()
            return Answer(answer.status, answer.headers, answer.read())
        except http.client.HTTPException as error:
            raise ConnectionError from error
        finally:
            made.close()


def session_of(user: object) -> str:
    """The cookie of somebody who signed in."""
    client = Client()
    client.force_login(user, backend=BACKEND)
    return str(client.cookies[settings.SESSION_COOKIE_NAME].value)
