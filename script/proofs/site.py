"""A site for a proof: nginx and two web processes as ``deploy/`` configures them, on a database of its own."""

import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).parents[2]
GUNICORN = ["-m", "gunicorn", "--config", "deploy/gunicorn.conf.py", "--no-control-socket", "wolscan.wsgi:application"]
SETTINGS = {
    "HTTPS": "1",
    "ALLOWED_HOSTS": "wolscan.example",
    "SITE_URL": "https://wolscan.example",
    "TRUSTED_PROXIES": "unix",
    "EMAIL_URL": "dummymail://",
    "DJANGO_SETTINGS_MODULE": "wolscan.settings",
}


def prepare(folder: Path) -> None:
    """Sets up Django in this process on the database of the proof, with all its tables."""
    os.environ |= SETTINGS | {"WOLSCAN_VAR": str(folder / "var"), "BIND": f"unix:{folder}/web.sock"}
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)


@contextmanager
def served(folder: Path) -> Iterator[int]:
    """The site, until the block ends; gives the port on which nginx listens."""
    from django.db import connections

    from tests.deploy.test_proxy import certificate, configure, free_port

    connections.close_all()
    plain, port = free_port(), free_port()
    certificate(folder)
    configure(folder, plain, port)
    with (folder / "log").open("w") as log:
        web = subprocess.Popen([sys.executable, *GUNICORN], cwd=ROOT, stdout=log, stderr=log)
        nginx = subprocess.Popen(["nginx", "-c", str(folder / "nginx.conf"), "-p", str(folder)], stderr=log)  # noqa: S607
        try:
            wait_for(folder / "web.sock")
            yield port
        finally:
            for process in (nginx, web):
                process.terminate()
                process.wait(40)


@contextmanager
def worker() -> Iterator[None]:
    """The process that makes reports."""
    process = subprocess.Popen([sys.executable, "manage.py", "worker"], cwd=ROOT, stderr=subprocess.DEVNULL)
    try:
        yield
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(60)


def wait_for(path: Path) -> None:
    for _ in range(600):
        if path.exists():
            time.sleep(1)
            return
        time.sleep(0.1)
    raise SystemExit("the site did not start")


@contextmanager
def store() -> Iterator[Path]:
    """A folder of which nothing remains."""
    with tempfile.TemporaryDirectory(prefix="wolscan-proof-") as folder:
        yield Path(folder)
