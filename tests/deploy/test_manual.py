"""Every command in the operations manual is one that exists, with the options it has; every file it names is there."""

import re
import shlex
from pathlib import Path

import pytest
from django.core.management import get_commands, load_command_class

ROOT = Path(__file__).parents[2]
MANUAL = (ROOT / "docs" / "bediening.md").read_text("utf-8")
COMMANDS = sorted(set(re.findall(r"manage\.py ([a-z_]+[^`|#\n';]*?)(?=[`#;'\n]|\s{2,}| \||, )", MANUAL)))
#: By compose, and by the file of gunicorn.
READ_ELSEWHERE = {"POSTGRES_PASSWORD", "WEB_PROCESSES", "BIND"}
SETTINGS = "".join((ROOT / "wolscan" / name).read_text("utf-8") for name in ("settings.py", "accounts/configured.py"))


def test_commands_are_found():
    assert len(COMMANDS) >= 15


@pytest.mark.parametrize("line", COMMANDS)
def test_command_exists_with_these_options(line):
    name, *arguments = shlex.split(line)
    command = load_command_class(get_commands()[name], name)

    command.create_parser("manage.py", name).parse_args([word for word in arguments if word != "…"])


@pytest.mark.parametrize("path", sorted(set(re.findall(r"(?<![\w/])(?:deploy|script|tests)/[\w./*-]+", MANUAL))))
def test_file_is_there(path):
    if path.startswith(("deploy/.env", "deploy/tls")) and not path.endswith(".example"):
        return  # made by who installs
    assert list(ROOT.glob(path)), path


def test_example_of_settings_holds_no_secret_and_only_what_is_read():
    text = (ROOT / "deploy" / ".env.example").read_text()
    given = dict(re.findall(r"^(?:# )?([A-Z_]+)=(\S*)", text, re.M))
    secret = ("SECRET_KEY", "CODE_SECRET", "EMAIL_URL", "POSTGRES_PASSWORD")

    assert [name for name in secret if given[name]] == []
    assert [name for name in set(given) - READ_ELSEWHERE if f'"{name}"' not in SETTINGS] == []
