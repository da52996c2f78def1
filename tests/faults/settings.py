"""The settings of the site for a server that is going to suffer: a database that keeps what it says, real mail."""

import os

from tests.settings import *  # noqa: F403
from tests.settings import DATABASES
from wolscan.settings import EMAIL_CONFIG
from wolscan.sqlite import journal_mode

vars().update(EMAIL_CONFIG)
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"]["OPTIONS"] |= {
        # As in wolscan/settings.py; tests of pages have no need of it.
        "init_command": f"PRAGMA journal_mode={journal_mode()}; PRAGMA synchronous=FULL; PRAGMA secure_delete=ON;",
        "timeout": float(os.environ.get("PATIENCE", "20")),
    }
