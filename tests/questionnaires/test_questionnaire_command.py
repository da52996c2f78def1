"""``manage.py questionnaire``: a whole version as JSON and as text."""

import json

import pytest

from questionnaires.definitions import load, versions
from questionnaires.management.commands.questionnaire import Command
from questionnaires.printout import as_document, as_text

LEVELS = ["uitblinker", "neutraal", "aandachtspunt", "ernstig_issue"]
GROUPS = ["zorgpersoneel", "ondersteuning", "management", "clientvertegenwoordigers", "vrijwilligers"]


@pytest.fixture
def run(capsys):
    def run_it(*arguments):
        status = 0
        try:
            Command().run_from_argv(["manage.py", "questionnaire", *arguments])
        except SystemExit as stop:
            status = stop.code
        captured = capsys.readouterr()
        return status, captured.out, captured.err

    return run_it


def test_it_works(run):
    status, output, error = run("--version", "2026-1", "--format", "json")
    assert (status, error) == (0, "")
    assert json.loads(output) == as_document(load("2026-1"))


def test_the_newest_version_as_json_is_the_default(run):
    assert run() == run("--version", versions()[-1], "--format", "json")


@pytest.mark.parametrize("version", ["1999-1", "", "../2026-1", "a\nb"])
def test_an_unknown_version_is_one_sentence(run, version):
    status, output, error = run("--version", version)
    assert (status, output) == (2, "")
    assert error == f"CommandError: --version: unknown version {json.dumps(version)} (use {', '.join(versions())}).\n"


def test_other_formats_are_refused(run):
    status, output, error = run("--format", "xml")
    assert (status, output) == (2, "")
    assert "invalid choice: 'xml'" in error


def test_the_shape_in_full():
    found = as_document(load("2026-1"))
    assert list(found) == ["version", "scale", "groups", "themes"]
    assert [level["key"] for level in found["scale"]] == LEVELS
    assert [group["key"] for group in found["groups"]] == GROUPS
    assert len(found["themes"]) == 8
    for theme in found["themes"]:
        assert list(theme) == ["key", "title", "topics"]
        for topic in theme["topics"]:
            assert list(topic) == [
                "key",
                "critical",
                "groups",
                "text",
                "client_text",
                "volunteer_text",
                "explanation",
                "levels",
            ]
            assert isinstance(topic["critical"], bool)
            assert set(topic["groups"]) <= set(GROUPS)
            assert set(topic["levels"]) == set(LEVELS)


def test_every_text_is_a_pair():
    found = as_document(load("2026-1"))
    texts = [entry["label"] for entry in found["scale"] + found["groups"]]
    for theme in found["themes"]:
        texts.append(theme["title"])
        for topic in theme["topics"]:
            own = [topic[key] for key in ("client_text", "volunteer_text") if topic[key] is not None]
            texts += [topic["text"], topic["explanation"], *topic["levels"].values(), *own]
    for text in texts:
        assert list(text) == ["nl", "en"]
        assert all(text.values())


def test_topic_keys_are_unique_across_themes():
    keys = [topic["key"] for theme in as_document(load("2026-1"))["themes"] for topic in theme["topics"]]
    assert len(keys) == len(set(keys))
    assert 80 <= len(keys) <= 92


def test_the_text_holds_every_topic(run):
    status, output, error = run("--format", "text")
    found = load(versions()[-1])
    assert (status, error, output) == (0, "", as_text(found) + "\n")
    for number, theme in enumerate(found.themes, start=1):
        assert f"\n{number}. {theme.title.nl} ({theme.key})\n" in output
    for topic in found.topics.values():
        own = [text.nl for text in (topic.client_text, topic.volunteer_text) if text]
        for text in (f"({topic.key})", topic.text.nl, topic.explanation.nl, *own):
            assert text in output
    assert output.count("▲") == sum(topic.critical for topic in found.topics.values())
