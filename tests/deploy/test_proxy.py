"""The site as it stands on the internet: nginx and gunicorn with the files of ``deploy/``, and a real request."""

import http.client
import json
import os
import re
import socket
import ssl
import subprocess
import sys
import time
from pathlib import Path
from uuid import uuid4

import pytest

from questionnaires import throttle
from questionnaires.models import Throttle
from tests.wolscan.backup.test_moving import here
from tests.wolscan.test_deployed import GOOD

ROOT = Path(__file__).parents[2]
FILES = ROOT / "deploy" / "nginx"
TOKEN = "aB3-_" * 6 + "xY"
MAIN = """
user root; worker_processes 1; daemon off; pid {folder}/nginx.pid; error_log {folder}/error.log alert;
events {{ worker_connections 256; }}
http {{ {temporary} include {folder}/upstream.conf; include {folder}/site.conf; }}
"""
TEMPORARY = "".join(
    f"{part}_temp_path {{folder}}/{part}; " for part in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
)


class Site:
    """nginx, the processes behind it, and what was written about them."""

    def __init__(self, folder, plain, secure, web):
        self.folder, self.plain, self.secure, self.web = folder, plain, secure, web

    def ask(self, path, method="GET", body=None, *, https=True, **headers):
        context = ssl._create_unverified_context()  # noqa: S323 - the certificate is made here
        server = ("127.0.0.1", self.secure if https else self.plain)
        made = http.client.HTTPSConnection(*server, context=context) if https else http.client.HTTPConnection(*server)
        try:
            made.request(method, path, body, {"Host": "wolscan.example", **headers})
            answer = made.getresponse()
            answer.text = answer.read().decode()
            return answer
        finally:
            made.close()

    def log(self):
        return (self.folder / "access.log").read_text()


def free_port():
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return found.getsockname()[1]


def wait_for(condition):
    for _ in range(300):
        if condition():
            return
        time.sleep(0.1)
    raise AssertionError("it did not start")


def certificate(folder):
    (folder / "tls").mkdir()
    names = ["-keyout", str(folder / "tls/privkey.pem"), "-out", str(folder / "tls/fullchain.pem")]
    command = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=wolscan.example"]
    subprocess.run([*command, *names], check=True, capture_output=True)


def configure(folder, plain, secure):
    """The files as they are, with ports and folders of this test."""
    for name in ("pass.conf", "site.conf", "upstream-socket.conf"):
        text = (FILES / name).read_text().replace("/etc/nginx/wolscan", str(folder))
        text = text.replace("/run/wolscan/web.sock", f"{folder}/web.sock").replace(
            "/dev/stdout", f"{folder}/access.log"
        )
        text = re.sub(r"listen \[::\][^;]*;", "", text)
        text = text.replace("listen 80 ", f"listen 127.0.0.1:{plain} ").replace(
            "listen 443 ", f"listen 127.0.0.1:{secure} "
        )
        (folder / name.replace("-socket", "")).write_text(text)
    (folder / "errors").symlink_to(FILES / "errors")
    (folder / "nginx.conf").write_text(MAIN.format(folder=folder, temporary=TEMPORARY.format(folder=folder)))


@pytest.fixture
def site(transactional_db, tmp_path):
    plain, secure = free_port(), free_port()
    certificate(tmp_path)
    configure(tmp_path, plain, secure)
    settings = GOOD | {
        "DATABASE_URL": here(),
        "BIND": f"unix:{tmp_path}/web.sock",
        "WOLSCAN_VAR": str(tmp_path / "var"),
    }
    env = os.environ | settings | {"DJANGO_SETTINGS_MODULE": "tests.settings", "LOG_FORMAT": "json"}
    command = [sys.executable, "-m", "gunicorn", "--config", "deploy/gunicorn.conf.py", "--no-control-socket"]
    out = (tmp_path / "web.log").open("w")
    web = subprocess.Popen([*command, "wolscan.wsgi:application"], cwd=ROOT, env=env, stderr=out)
    nginx = subprocess.Popen(["nginx", "-c", str(tmp_path / "nginx.conf"), "-p", str(tmp_path)], stderr=out)
    made = Site(tmp_path, plain, secure, web)
    try:
        wait_for(lambda: answers(made))
        yield made
    finally:
        for process in (nginx, web):
            process.terminate()
            process.wait(20)
        out.close()


def answers(site):
    try:
        return site.ask("/-/livez").status == 200
    except OSError:
        return False


def test_site_behind_its_proxy(site):
    """One start, because it takes seconds; each part says what it is about."""
    goes_to_https(site)
    sets_headers_once(site)
    counts_guesses_of_the_client(site)
    says_what_is_too_large(site)
    keeps_links_out_of_the_log(site)
    says_when_the_site_is_away(site)


def goes_to_https(site):
    answer = site.ask("/meedoen/?x=1", https=False)
    assert (answer.status, answer.headers["Location"]) == (301, "https://wolscan.example/meedoen/?x=1")


def sets_headers_once(site):
    answer = site.ask("/account/login/")
    cookie = answer.headers["Set-Cookie"]
    assert answer.status == 200
    assert answer.headers.get_all("Strict-Transport-Security") == ["max-age=31536000; includeSubDomains; preload"]
    assert cookie.startswith("__Host-csrf=")
    assert "Secure" in cookie
    assert site.ask("/-/readyz").status == 200
    assert site.ask("/account/login/", Host="evil.example").status == 400


def counts_guesses_of_the_client(site):
    """Ten wrong codes under ten false addresses: one guesser, and none of the false addresses counts."""
    page = site.ask("/meedoen/")
    cookie = re.match(r"__Host-csrf=\w+", page.headers["Set-Cookie"])[0]
    token = re.search(r'csrfmiddlewaretoken" value="(\w+)"', page.text)[1]
    headers = {"Cookie": cookie, "Referer": "https://wolscan.example/meedoen/"}
    headers |= {"Content-Type": "application/x-www-form-urlencoded"}
    for number in range(3):
        said = {"X-Forwarded-For": f"198.51.100.{number}", "X-Real-IP": "1.1.1.1", "Forwarded": "for=1.1.1.1"}
        body = f"csrfmiddlewaretoken={token}&code=TULP-REGEN-27"
        assert site.ask("/meedoen/", "POST", body, **headers, **said).status < 500
    rows = Throttle.objects.exclude(subject=throttle.EVERYBODY).values_list("subject", "wrong")
    assert sum(wrong for _subject, wrong in rows) == 3
    assert len({subject for subject, _wrong in rows}) == 1


def says_what_is_too_large(site):
    answer = site.ask("/meedoen/", "POST", b"x" * (11 * 1024 * 1024))
    assert answer.status == 413
    assert "Dit bestand is te groot" in answer.text
    assert answer.headers["Strict-Transport-Security"] == "max-age=31536000"


def keeps_links_out_of_the_log(site):
    site.ask(f"/d/{TOKEN}/")
    site.ask(f"/geen-mail/7b1f/{TOKEN}/")
    site.ask(f"/mailadres/{TOKEN}/")
    site.ask(f"/actie/{uuid4()}/{TOKEN}/")
    written = site.log() + (site.folder / "web.log").read_text() + (site.folder / "error.log").read_text()
    lines = [json.loads(line) for line in site.log().splitlines()]
    assert TOKEN not in written
    assert "127.0.0.1" not in written
    assert "198.51" not in written
    assert set(lines[0]) == {"at", "request_id", "method", "status", "bytes", "seconds"}
    ids = {line["request_id"] for line in lines}
    asked = [json.loads(line) for line in (site.folder / "web.log").read_text().splitlines() if '"page"' in line]
    assert [line["page"] for line in asked if line["request_id"] in ids][:1] == ["account_login"]


def says_when_the_site_is_away(site):
    site.web.terminate()
    site.web.wait(20)
    site.ask(f"/mailadres/{TOKEN}/")
    assert TOKEN not in (site.folder / "error.log").read_text()
    answer = site.ask("/account/login/")
    assert answer.status == 502
    assert "Wolscan is even niet bereikbaar" in answer.text
