"""The settings of the site, with its baselines beside it."""

from pathlib import Path

from wolscan.settings import *  # noqa: F403
from wolscan.settings import TEMPLATES

ALLOWED_HOSTS = ["testserver"]
ROOT_URLCONF = "script.benches.urls"
TEMPLATES[0]["DIRS"].append(Path(__file__).parent / "templates")
