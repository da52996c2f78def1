"""The settings of disclosure control can only be made stricter; anything else is refused."""

import tomllib
from dataclasses import replace

import pytest

from scoring.domain.disclosure_settings import FOLDER, LATEST, SettingsError, load, load_file, read
from scoring.domain.rules import Share


def content():
    return tomllib.loads((FOLDER / f"{LATEST}.toml").read_text())


def test_settings_of_the_latest_version():
    found = load()

    assert (found.locations, found.organisations, found.largest_share) == (10, 3, Share(1, 2))
    assert (found.base, found.merging_share) == (5, Share(9, 10))
    assert (found.renewal_locations, found.renewal_organisations) == (10, 3)


@pytest.mark.parametrize(
    ("section", "key", "value"),
    [
        ("row", "locations", 9),
        ("row", "locations", "10"),
        ("row", "locations", True),
        ("row", "locations", 10.5),
        ("row", "organisations", 2),
        ("row", "largest_share", [51, 100]),
        ("row", "largest_share", [1, 0]),
        ("row", "largest_share", [0, 1]),
        ("row", "largest_share", 0.5),
        ("rounding", "base", 4),
        ("rounding", "base", -5),
        ("merging", "share", [91, 100]),
        ("merging", "share", [1, 1]),
        ("renewal", "locations", 9),
        ("renewal", "organisations", 2),
    ],
)
def test_weaker_settings_are_refused(section, key, value):
    data = content()
    data[section][key] = value

    with pytest.raises(SettingsError, match=r"2026-1"):
        read(data, "2026-1.toml")


@pytest.mark.parametrize(
    ("section", "key", "value"),
    [
        ("row", "locations", 20),
        ("row", "largest_share", [1, 3]),
        ("rounding", "base", 10),
        ("merging", "share", [4, 5]),
        ("renewal", "organisations", 5),
    ],
)
def test_stricter_settings_are_accepted(section, key, value):
    data = content()
    data[section][key] = value

    assert read(data, "2026-1.toml") != load()


@pytest.mark.parametrize("section", ["row", "rounding", "merging", "renewal"])
def test_missing_and_unknown_entries_are_refused(section):
    for change in (lambda data: data.pop(section), lambda data: data.update({section: 5})):
        data = content()
        change(data)
        with pytest.raises(SettingsError):
            read(data, "2026-1.toml")
    for key in content()[section]:
        data = content()
        del data[section][key]
        with pytest.raises(SettingsError, match=key):
            read(data, "2026-1.toml")
    data = content()
    data[section]["other"] = 1
    with pytest.raises(SettingsError, match="other"):
        read(data, "2026-1.toml")


def test_unreadable_missing_and_misnamed_files_are_refused(tmp_path):
    broken, other = tmp_path / "broken.toml", tmp_path / "2027-1.toml"
    broken.write_bytes(b"\xff\xfe = [")
    other.write_text((FOLDER / f"{LATEST}.toml").read_text())

    for path in (broken, other, tmp_path / "absent.toml"):
        with pytest.raises(SettingsError):
            load_file(path)
    for name in ("", "2025-1", "../2026-1"):
        with pytest.raises(SettingsError):
            load(name)


def test_weaker_settings_cannot_be_made_in_code_either():
    with pytest.raises(SettingsError, match="locations"):
        replace(load(), locations=1)
