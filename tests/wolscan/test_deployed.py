"""The site as it is put on the internet: checks are clean, a process starts fast and small."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
GOOD = {
    "HTTPS": "1",
    "ALLOWED_HOSTS": "wolscan.example",
    "SITE_URL": "https://wolscan.example",
    "SECRET_KEY": "z3" + "kQ9-vB7_xN1mLpR5tWy8" * 4,
    "CODE_SECRET": "w8" + "Lp0_Zq4-HtVn6cXs2JdF" * 4,
    "TRUSTED_PROXIES": "unix",
    "EMAIL_URL": "smtp://user:password@mail.example:587",
    "DEFAULT_FROM_EMAIL": "Wolscan <wolscan@wolscan.example>",
    "SECURITY_CONTACT": "mailto:veilig@wolscan.example",
}
START = """
import json, re, sys, time
began = time.process_time()
from wolscan.wsgi import application
from django.urls import get_resolver
get_resolver().url_patterns
seconds = time.process_time() - began
named = "pandas numpy weasyprint openpyxl icalendar xlsxwriter segno highspy fido2 cryptography ninja pydantic requests"
heavy = [name for name in named.split() if name in sys.modules]
kb = int(re.search(r"VmHWM:\\s+(\\d+)", open("/proc/self/status").read())[1])
print(json.dumps({"heavy": heavy, "seconds": seconds, "kb": kb}))
"""


OURS = {"DATABASE_URL", "DEMO", "DEBUG", "DJANGO_ALLOW_ASYNC_UNSAFE"}


def run(tmp_path, *command, **changed):
    kept = {name: value for name, value in os.environ.items() if name not in OURS}
    env = kept | GOOD | {"DJANGO_SETTINGS_MODULE": "wolscan.settings", "WOLSCAN_VAR": str(tmp_path)} | changed
    return subprocess.run([sys.executable, *command], cwd=ROOT, env=env, capture_output=True, text=True)


def check(tmp_path, **changed):
    return run(tmp_path, "manage.py", "check", "--deploy", "--fail-level", "WARNING", **changed)


def test_check_for_the_internet_is_clean(tmp_path):
    checked = check(tmp_path)

    assert checked.returncode == 0, checked.stderr
    assert checked.stdout == "System check identified no issues (0 silenced).\n"


def test_check_names_all_that_is_loose(tmp_path):
    loose = {"DEMO": "1", "SITE_URL": "http://wolscan.example", "EMAIL_URL": "consolemail://", "SECURITY_CONTACT": ""}
    same = {"CODE_SECRET": GOOD["SECRET_KEY"], "DEFAULT_FROM_EMAIL": "Wolscan <wolscan@localhost>"}
    said = check(tmp_path, TRUSTED_PROXIES="", **loose, **same)

    assert said.returncode == 1
    assert [code for code in ["E001", *(f"W00{n}" for n in range(1, 7))] if f"wolscan.{code}" not in said.stderr] == []


def test_web_process_starts_without_what_is_heavy(tmp_path):
    """P10: at most a second and 80 MB; this holds the names, and figures with room for a busy machine."""
    started = json.loads(run(tmp_path, "-c", START).stdout)

    assert started["heavy"] == []
    assert started["kb"] < 80 * 1024
    assert started["seconds"] < 3


@pytest.mark.parametrize(
    ("setting", "expression", "value"),
    [
        ({"CONN_MAX_AGE": "60"}, "DATABASES['default']['CONN_MAX_AGE']", "60"),
        ({}, "DATABASES['default']['CONN_HEALTH_CHECKS']", "True"),
        ({"HSTS_SECONDS": "3600"}, "SECURE_HSTS_SECONDS", "3600"),
        ({}, "[SESSION_COOKIE_NAME, CSRF_COOKIE_NAME]", "['__Host-session', '__Host-csrf']"),
        ({"SECRET_KEY_FALLBACKS": "one,two"}, "SECRET_KEY_FALLBACKS", "['one', 'two']"),
        ({"LOG_FORMAT": "json"}, "LOGGING['loggers']['wolscan.request']['level']", "INFO"),
        ({}, "LOGGING['loggers']['wolscan.request']['level']", "WARNING"),
    ],
)
def test_setting_comes_from_the_environment(tmp_path, setting, expression, value):
    code = f"from wolscan.settings import *; print({expression})"
    said = run(tmp_path, "-c", code, DATABASE_URL="postgres://wolscan@/wolscan", **setting)

    assert said.stdout.strip() == value, said.stderr
