"""Reading a questionnaire version: what is given, what is refused, and that it needs no site."""

import hashlib
import importlib.util
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from questionnaires import definitions
from questionnaires.definitions import TEAM, ContentError, Text, UnknownVersion

VERSION = "2026-1"
ROOT = Path(__file__).parents[2]


@pytest.fixture
def scan():
    return definitions.load(VERSION)


@pytest.fixture
def own_content(tmp_path, monkeypatch):
    """A copy of the content that a test may spoil."""
    shutil.copytree(definitions.CONTENT / VERSION, tmp_path / VERSION)
    monkeypatch.setattr(definitions, "CONTENT", tmp_path)
    definitions.load.cache_clear()
    yield tmp_path / VERSION
    definitions.load.cache_clear()


def spoil(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_a_version_is_read_once_and_whole(scan):
    assert VERSION in definitions.versions()
    assert scan.version == VERSION
    assert definitions.load(VERSION) is scan
    assert [theme.number for theme in scan.themes] == list(range(1, 9))
    assert [level.rank for level in scan.scale] == [0, 1, 2, 3]
    assert list(scan.topics) == [topic.key for theme in scan.themes for topic in theme.topics]


@pytest.mark.parametrize("name", ["2019-1", "", "..", "../content/2026-1", "2026-1/"])
def test_a_version_that_is_not_there_is_refused(name):
    with pytest.raises(UnknownVersion):
        definitions.load(name)


def test_a_theme_is_found_by_its_key(scan):
    assert scan.theme("veiligheid").number == 3
    with pytest.raises(KeyError):
        scan.theme("onbekend")


def test_answers_and_groups_that_may_be_given(scan):
    assert scan.answer_keys == {*scan.levels, "weet_ik_niet", "nvt"}
    assert scan.group_keys == {*(group.key for group in scan.groups), TEAM}


def test_a_text_is_dutch_unless_english_is_asked():
    text = Text(nl="zorg", en="care")
    assert [text.in_language(code) for code in ("nl", "en", "en-gb", "de", "")] == ["zorg", "care", "care"] + [
        "zorg"
    ] * 2
    assert text.as_dict() == {"nl": "zorg", "en": "care"}


def test_each_group_reads_its_own_wording(scan):
    topic = scan.topics["veilig-huis"]
    assert topic.text_for("clientvertegenwoordigers") == topic.client_text
    assert topic.text_for("vrijwilligers") == topic.volunteer_text
    assert {topic.text_for(group) for group in ("zorgpersoneel", "ondersteuning", "management", TEAM)} == {topic.text}


def test_a_topic_without_plain_wording_reads_as_it_stands(scan):
    topic = scan.topics["toezicht"]
    assert topic.client_text is None
    assert topic.text_for("clientvertegenwoordigers") == topic.text


def test_the_team_is_asked_everything_and_a_group_its_own_part(scan):
    for theme in scan.themes:
        assert theme.topics_for(TEAM) == theme.topics
        for group in scan.groups:
            assert theme.topics_for(group.key) == tuple(topic for topic in theme.topics if group.key in topic.groups)
    assert scan.theme("veiligheid").topics_for("onbekend") == ()


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        ("03-veiligheid.toml", 'part = "inhoud"', 'part = "inhoud"\npart = "inhoud"'),
        ("03-veiligheid.toml", "\n[topics.levels]", "\n[topics.levels]\n[topics.levels]"),
        ("03-veiligheid.toml", "critical = true", "critical = yes"),
        ("03-veiligheid.toml", "kompas = ", "compas = "),
        ("03-veiligheid.toml", ", en = ", ", fr = "),
        ("03-veiligheid.toml", 'key = "veiligheid"', 'key = "zekerheid"'),
        ("version.toml", 'version = "2026-1"', 'version = "2026-1"\nversion = "2026-1"'),
    ],
    ids=["key-twice", "table-twice", "no-toml", "key-missing", "language-missing", "other-theme", "version-twice"],
)
def test_broken_content_is_refused_with_the_place(own_content, name, old, new):
    spoil(own_content / name, old, new)
    with pytest.raises(ContentError, match=r"veiligheid|version\.toml|2026-1"):
        definitions.load(VERSION)


def test_content_that_is_not_utf8_is_refused(own_content):
    (own_content / "03-veiligheid.toml").write_bytes(b'key = "\xff"')
    with pytest.raises(ContentError, match="veiligheid"):
        definitions.load(VERSION)


def test_a_theme_without_its_file_is_refused(own_content):
    (own_content / "03-veiligheid.toml").unlink()
    with pytest.raises(ContentError, match=VERSION):
        definitions.load(VERSION)


def test_the_digest_is_that_of_the_published_files(scan):
    lock = (definitions.CONTENT / VERSION / "LOCK").read_text(encoding="utf-8")
    assert scan.digest == hashlib.sha256(lock.rstrip("\n").encode()).hexdigest()


def test_the_digest_is_the_same_every_time_and_changes_with_one_letter(scan, own_content):
    untouched = definitions.load(VERSION)
    assert untouched is not scan
    assert untouched.digest == scan.digest
    spoil(own_content / "03-veiligheid.toml", "Veiligheid", "veiligheid")
    definitions.load.cache_clear()
    assert definitions.load(VERSION).digest != scan.digest


def test_a_lock_or_a_note_beside_the_files_leaves_the_digest_alone(scan, own_content):
    (own_content / "LOCK").unlink()
    (own_content / "NOTES.md").write_text("x", encoding="utf-8")
    assert definitions.load(VERSION).digest == scan.digest


@pytest.fixture
def write_lock():
    spec = importlib.util.spec_from_file_location("lock_content", ROOT / "script" / "lock_content.py")
    script = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(script)
    return script.write_lock


def test_a_lock_is_written_once(own_content, write_lock):
    published = (own_content / "LOCK").read_bytes()
    with pytest.raises(FileExistsError):
        write_lock(VERSION)
    (own_content / "LOCK").unlink()
    assert write_lock(VERSION).read_bytes() == published


def test_a_version_nobody_used_yet_may_be_locked_anew(own_content, write_lock):
    published = (own_content / "LOCK").read_bytes()
    spoil(own_content / "03-veiligheid.toml", "Veiligheid", "veiligheid")
    assert write_lock(VERSION, unpublished=True).read_bytes() != published


def test_broken_content_is_not_locked(own_content, write_lock):
    published = (own_content / "LOCK").read_bytes()
    spoil(own_content / "03-veiligheid.toml", "kompas = ", "compas = ")
    with pytest.raises(ContentError):
        write_lock(VERSION, unpublished=True)
    assert (own_content / "LOCK").read_bytes() == published


def test_reading_a_questionnaire_needs_no_django():
    code = (
        "import sys; from questionnaires.definitions import load; load('2026-1').digest; "
        "sys.exit(any(name.split('.')[0] == 'django' for name in sys.modules))"
    )
    assert subprocess.run([sys.executable, "-c", code], cwd=ROOT).returncode == 0
