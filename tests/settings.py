"""The settings of the site for tests: cheap passwords, plain static files, mail in memory, a database in no hurry."""

import os
import tempfile

from wolscan.settings import *  # noqa: F403
from wolscan.settings import DATABASES, STORAGES

STORAGES = STORAGES | {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
WHITENOISE_AUTOREFRESH = True
SECURITY_CONTACT = ["mailto:veilig@example.org"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"

# SQLite in a file, as in real use: a database in memory is one connection for all threads of a live server.
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"]["OPTIONS"]["init_command"] = "PRAGMA journal_mode=WAL; PRAGMA synchronous=OFF;"
    DATABASES["default"]["TEST"] = {"NAME": f"{tempfile.gettempdir()}/wolscan-test-{os.getpid()}.sqlite3"}
elif template := os.environ.get("TEST_TEMPLATE"):
    # Every process that tests copies a database that was migrated once (script/test).
    DATABASES["default"]["TEST"] = {"TEMPLATE": template}
