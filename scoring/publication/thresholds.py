"""The settings of disclosure control that this site works with: the published ones, or stricter ones of its own."""

from pathlib import Path

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from scoring.domain.disclosure_settings import Settings, SettingsError, load, load_file


def settings_in_force() -> Settings:
    """The settings of ``DISCLOSURE_SETTINGS`` (a TOML file), else the newest published ones. ``SettingsError``."""
    return load_file(Path(settings.DISCLOSURE_SETTINGS)) if settings.DISCLOSURE_SETTINGS else load()


def refuse_to_start_without() -> None:
    """Stops the start of the site when a threshold is missing, unreadable or weaker than it may be."""
    try:
        settings_in_force()
    except SettingsError as error:
        raise ImproperlyConfigured(f"Disclosure control has no sound settings, so nothing starts: {error}") from error
