"""Settings, all from the environment; the defaults run the demo on one machine.

DATABASE_URL   place and kind of the database, e.g. postgres://user:password@host/name (default: SQLite in var/)
SECRET_KEY     secret of the site (default: made once in var/secret_key)
CODE_SECRET    secret of the links and codes of invitations (default: SECRET_KEY)
ALLOWED_HOSTS  host names, comma separated
SITE_URL       the address people type, used in mails and calendar files
DEMO           1 shows the demo banner and the demo accounts, which need no second step; refused where real data stand
HTTPS          1 behind an https proxy: secure cookies, HSTS, redirect
DISCLOSURE_SETTINGS  a file with stricter thresholds for published figures, in the form of scoring/rules/disclosure
EMAIL_URL      e.g. smtp://user:password@host:587 (default: printed to the console; in the demo shown at /demo/post/)

For whoever runs it as a service (docs/bediening.md):
TRUSTED_PROXIES        addresses or networks of our own proxies, comma separated; unix for one that comes by a socket
SECRET_KEY_FALLBACKS   earlier values of SECRET_KEY, comma separated, while they are being replaced
DEFAULT_FROM_EMAIL     the sender of mails
HSTS_SECONDS           how long browsers remember that there is only https (default: a year)
CONN_MAX_AGE           seconds that a connection with PostgreSQL is kept (default 600)
LOG_FORMAT             json for a log of JSON objects, with a line for each request (default: lines for people)
LOG_REQUESTS           1 or 0: a line for each request, whatever the format
OIDC_ISSUER            signing in at one's own organisation: the address of its OpenID Connect issuer (default: off),
OIDC_CLIENT_ID OIDC_CLIENT_SECRET OIDC_NAME  what it knows us by, and what the button calls it; then run migrate once
OIDC_TRUST_SECOND_FACTOR  1 if a sign-in there has shown a second step already
CONTROLLER             who is responsible for the data, name and address: on /privacy/ and /toegankelijkheid/
PRIVACY_CONTACT        the mail address for questions about data and accessibility, on the same pages
SECURITY_CONTACT       where a weak spot is reported, e.g. mailto:security@example.org; makes security.txt
"""

import os
from pathlib import Path

import environ
from csp.constants import NONE, SELF
from django.utils.crypto import get_random_string
from django.utils.translation import gettext_lazy as _

from wolscan.accounts.configured import *  # noqa: F403
from wolscan.accounts.configured import OIDC_APPS, OIDC_ORIGINS
from wolscan.sqlite import journal_mode, prefer_sound_sqlite

prefer_sound_sqlite()

BASE_DIR = Path(__file__).resolve().parent.parent
VAR_DIR = Path(os.environ.get("WOLSCAN_VAR", BASE_DIR / "var"))
env = environ.Env()


def _secret_key() -> str:
    """The key given, else one made once for this machine and readable by its owner only."""
    given: str = env.str("SECRET_KEY", "")
    if given:
        return given
    path = VAR_DIR / "secret_key"
    VAR_DIR.mkdir(parents=True, exist_ok=True)
    if not path.exists():
        path.touch(mode=0o600)
        path.write_text(get_random_string(64))
    return path.read_text()


DEBUG = env.bool("DEBUG", False)
DEMO = env.bool("DEMO", False)
HTTPS = env.bool("HTTPS", False)
SITE_URL = env.str("SITE_URL", "http://127.0.0.1:8000").rstrip("/")
SECRET_KEY = _secret_key()
# Links and codes of invitations are derived from it; another value makes all of them worthless.
CODE_SECRET = env.str("CODE_SECRET", SECRET_KEY)
SECRET_KEY_FALLBACKS = env.list("SECRET_KEY_FALLBACKS", default=[])
TRUSTED_PROXIES = env.list("TRUSTED_PROXIES", default=[])
SECURITY_CONTACT = env.list("SECURITY_CONTACT", default=[])
CONTROLLER = env.str("CONTROLLER", "")
PRIVACY_CONTACT = env.str("PRIVACY_CONTACT", "")
# Thresholds of published figures; only stricter ones than those in scoring/rules/disclosure are accepted.
DISCLOSURE_SETTINGS = env.str("DISCLOSURE_SETTINGS", "")
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["127.0.0.1", "localhost", "[::1]"])

INSTALLED_APPS = [
    "wolscan",
    "questionnaires",
    "scoring",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.humanize",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "csp",
    "django_htmx",
    "formtools",
    *OIDC_APPS,
]

MIDDLEWARE = [
    "wolscan.proxies.ProxyMiddleware",
    "wolscan.requestlog.RequestLogMiddleware",
    "wolscan.middleware.BrowserMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "wolscan.health.views.ProbeMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "wolscan.middleware.ChosenLanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "wolscan.keeping.SignInMiddleware",
    "wolscan.accounts.gate.GateMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "csp.middleware.CSPMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "wolscan.privacy.middleware.WatchMiddleware",
    "wolscan.middleware.NoStoreMiddleware",
    "wolscan.middleware.OnlyByButtonMiddleware",
]

ROOT_URLCONF = "wolscan.urls"
WSGI_APPLICATION = "wolscan.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "wolscan.context_processors.site",
            ],
            "builtins": ["wolscan.templatetags.wolscan", "wolscan.templatetags.kept"],
        },
    }
]

# SQLite: committed means on disk (FULL), writers queue instead of failing (IMMEDIATE, 20 s), deleted is overwritten.
DATABASES = {"default": env.db_url("DATABASE_URL", default=f"sqlite:///{VAR_DIR / 'wolscan.sqlite3'}")}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    Path(DATABASES["default"]["NAME"]).parent.mkdir(parents=True, exist_ok=True)
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": (
            f"PRAGMA journal_mode={journal_mode()}; PRAGMA synchronous=FULL; "
            "PRAGMA mmap_size=0; PRAGMA secure_delete=ON;"
        ),
    }
else:
    DATABASES["default"] |= {
        "CONN_MAX_AGE": env.int("CONN_MAX_AGE", 600),
        "CONN_HEALTH_CHECKS": True,
    }
# What counts attempts counts for all processes together.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "wolscan_cache",
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    }
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# People
AUTH_USER_MODEL = "wolscan.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
# Signing in and the second step: wolscan/accounts/configured.py
# Languages: texts in the code are English, Dutch is what people see unless they choose.
LANGUAGE_CODE = "nl"
LANGUAGES = [("nl", _("Dutch")), ("en", _("English"))]
LOCALE_PATHS = [BASE_DIR / "locale"]
LANGUAGE_COOKIE_SAMESITE = "Lax"
LANGUAGE_COOKIE_AGE = 365 * 24 * 3600
TIME_ZONE = "Europe/Amsterdam"
USE_TZ = True
USE_THOUSAND_SEPARATOR = True

# Files of the site itself
STATIC_URL = "/static/"
STATIC_ROOT = VAR_DIR / "static"
# The pictures of the manuals, which the site shows as well (wolscan/guiding).
STATICFILES_DIRS = [("handleiding", BASE_DIR / "docs" / "images")]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

# Mail
# The demo sends nothing: its mails are files, shown at /demo/post/ (wolscan/demopost). environ takes the first slash
# of a path off, as the one that ends the name of a server.
NO_SERVER = f"filemail:///{VAR_DIR / 'demo-post'}" if DEMO else "consolemail://"
EMAIL_CONFIG = env.email_url("EMAIL_URL", default=NO_SERVER)
vars().update(EMAIL_CONFIG)
EMAIL_TIMEOUT = 10  # some mails go out while a person waits
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", "Wolscan <wolscan@localhost>")

# Browser's side: nothing from elsewhere, nothing inline
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        # A browser asks this of every address that a sent form is led on to.
        "form-action": [SELF, *OIDC_ORIGINS],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "wolscan.views.csrf_failure"
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
if HTTPS:
    SECURE_SSL_REDIRECT = True
    SECURE_REDIRECT_EXEMPT = [r"^-/(livez|readyz)$"]  # asked for from within, without https
    # ProxyMiddleware takes the header away from whoever is no proxy of ours.
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_HSTS_SECONDS = env.int("HSTS_SECONDS", 365 * 24 * 3600)
    SECURE_HSTS_INCLUDE_SUBDOMAINS = True
    SECURE_HSTS_PRELOAD = True
    SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = True
    SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = "__Host-session", "__Host-csrf"

# Logs: pages by their name, never an address of a person or what they typed (wolscan/logs.py).
LOG_FORMAT = env.str("LOG_FORMAT", "line")
LOG_REQUESTS = env.bool("LOG_REQUESTS", LOG_FORMAT == "json")
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "debug": {"format": "{asctime} {levelname} {name} {message}", "style": "{"},
        "line": {"()": "wolscan.logs.LineFormatter"},
        "json": {"()": "wolscan.logs.JsonFormatter"},
    },
    "filters": {"hide_people": {"()": "wolscan.logs.HidePeople"}},
    "handlers": {
        "console": {
            "class": "logging.StreamHandler",
            "formatter": "debug" if DEBUG else LOG_FORMAT,
            "filters": ["hide_people"],
        }
    },
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {
        "wolscan": {"level": "INFO"},
        "wolscan.request": {"level": "INFO" if LOG_REQUESTS else "WARNING"},
        # WeasyPrint warns of each style rule that is meant for screens only.
        "weasyprint": {"level": "ERROR"},
        # Django's own handlers know nothing of this: its lines go through the one of the root.
        "django": {"handlers": [], "level": "WARNING"},
        # Where each request has its line, a page that is not there needs no second one.
        "django.request": {"handlers": [], "level": "ERROR" if LOG_REQUESTS else "WARNING"},
        "django.server": {"handlers": [], "level": "INFO", "propagate": True},
    },
}
