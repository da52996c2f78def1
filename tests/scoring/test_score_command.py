"""``manage.py score``: what it prints, and how it refuses: status 2, one sentence, nothing half-written."""

import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from questionnaires.definitions import load
from scoring.domain.strict_json import MAX_BYTES
from scoring.management.commands.score import Command

ROOT = Path(__file__).parents[2]
TOPICS = load("2026-1").topics
SCAN = {"questionnaire": "2026-1", "rules": "2026-1", "sheets": [{"group": "team", "answers": {}}]}
ANSWERED = SCAN | {
    "sheets": [{"group": "team", "answers": dict.fromkeys(TOPICS, "neutraal")}],
    "confirmed_on": "2026-11-22",
}


@pytest.fixture
def run(capsys, monkeypatch):
    """Runs the command as ``manage.py`` does: gives status, output and error."""

    def run_it(*arguments, stdin=b""):
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin)))
        status = 0
        try:
            Command().run_from_argv(["manage.py", "score", *map(str, arguments)])
        except SystemExit as stop:
            status = stop.code
        captured = capsys.readouterr()
        return status, captured.out, captured.err

    return run_it


@pytest.fixture
def file(tmp_path):
    def write(content, name="scan.json"):
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else json.dumps(content).encode())
        return path

    return write


def lines(*scans):
    return b"".join(scan if isinstance(scan, bytes) else json.dumps(scan).encode() + b"\n" for scan in scans)


def refusal(result):
    """The one sentence of a refusal that wrote nothing."""
    status, output, error = result
    assert (status, output) == (2, "")
    return sentence(error)


def sentence(error):
    assert error.endswith(".\n")
    assert len(error.splitlines()) == 1
    return error.removeprefix("CommandError: ").removesuffix("\n")


# What it prints -----------------------------------------------------------------------------------


def test_it_works(run, file):
    status, output, error = run(file(ANSWERED))
    assert (status, error) == (0, "")
    found = json.loads(output)
    assert list(found) == ["topics", "themes", "tier", "repeat_on"]
    assert list(found["topics"]) == list(TOPICS)
    assert (found["tier"]["proposal"], found["repeat_on"]) == ("zelf", "2027-11-22")


def test_it_reads_standard_input(run, file):
    path = file(ANSWERED)
    assert run("-", stdin=path.read_bytes()) == run(path)


def test_one_scan_a_line_gives_one_outcome_a_line(run, file):
    _, empty, _ = run(file(SCAN))
    _, full, _ = run(file(ANSWERED))
    status, output, error = run("--jsonl", file(lines(SCAN, b"\n", ANSWERED, b"  \r\n", SCAN)))
    assert (status, output, error) == (0, empty + full + empty, "")


def test_the_last_line_needs_no_end_and_a_line_may_end_like_on_windows(run):
    status, output, _ = run("--jsonl", "-", stdin=lines(SCAN).rstrip() + b"\r\n" + lines(SCAN).rstrip())
    assert (status, len(output.splitlines())) == (0, 2)


def test_the_text_says_it_in_dutch(run, file):
    status, output, error = run("--format", "text", file(ANSWERED))
    assert (status, error) == (0, "")
    assert output.startswith("Uitkomst van de scan (vragenlijst 2026-1, regels 2026-1)\n\nOndersteuning: Zelf aan de")
    assert "Herhaalscan: 22-11-2027 (uitnodiging: 11-10-2027)" in output
    assert "1. Persoonsgerichte zorg en ondersteuning: Neutraal; geen ondersteuning nodig" in output


def test_texts_of_several_scans_stand_apart(run):
    status, output, _ = run("--jsonl", "--format", "text", "-", stdin=lines(SCAN, ANSWERED))
    assert (status, output.count("Uitkomst van de scan"), output.count("\n\nUitkomst van de scan")) == (0, 2, 1)


# How it refuses -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"", "the scan: empty."),
        (b"{", "column 2: not valid JSON (Expecting property name enclosed in double quotes)."),
        (b"\xff", "byte 1: not valid UTF-8."),
        (b"[" * 100_000, "column 21: nested more than 20 deep."),
        (SCAN | {"rules": "1999-1"}, 'rules: unknown version "1999-1" (use 2026-1).'),
        (SCAN | {"questionnaire": "1999-1"}, 'questionnaire: unknown version "1999-1" (use 2026-1).'),
        (SCAN | {"sheets": 7}, "sheets: expected a list, found a number."),
        (
            SCAN | {"extra": 7},
            'the scan: unknown key "extra" (use agreed, confirmed_on, questionnaire, rules or sheets).',
        ),
        (
            SCAN | {"sheets": SCAN["sheets"] * 2},
            "sheets[1].group: a second team sheet, beside sheets[0] (a scan has at",
        ),
        (
            b'{"questionnaire": "2026-1", "questionnaire": "2026-1"}',
            'the scan: the key "questionnaire" is there twice.',
        ),
    ],
)
def test_bad_input_is_one_sentence_with_the_place(run, file, content, expected):
    path = file(content)
    assert refusal(run(path)).startswith(f"{path}: {expected}")
    data = path.read_bytes()
    assert refusal(run("-", stdin=data)).startswith(f"standard input: {expected}")
    if data:
        assert refusal(run("--jsonl", "-", stdin=data)).startswith(f"standard input: line 1: {expected}")


def test_a_file_that_cannot_be_read_is_one_sentence(run, tmp_path):
    assert refusal(run(tmp_path / "nowhere.json")) == f"{tmp_path}/nowhere.json: No such file or directory."
    assert refusal(run(tmp_path)) == f"{tmp_path}: Is a directory."
    assert refusal(run("--jsonl", tmp_path)) == f"{tmp_path}: Is a directory."


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_that_may_not_be_read_is_one_sentence(run, file):
    path = file(SCAN)
    path.chmod(0)
    assert refusal(run(path)) == f"{path}: Permission denied."


def test_a_file_that_is_too_large_is_not_read_to_its_end(run, file):
    path = file(b"")
    os.truncate(path, 20 * MAX_BYTES)
    assert refusal(run(path)) == f"{path}: the scan: larger than 5 MB."
    assert refusal(run("--jsonl", path)) == f"{path}: line 1: the scan: larger than 5 MB."
    assert refusal(run("/dev/zero")) == "/dev/zero: the scan: larger than 5 MB."


def test_a_file_without_scans_is_refused(run):
    for stdin in (b"", b"\n", b" \n\r\n\t"):
        assert refusal(run("--jsonl", "-", stdin=stdin)) == "standard input: there is no scan in it."


def test_it_stops_at_the_first_bad_line_and_names_it(run, file):
    _, good, _ = run(file(SCAN))
    bad = SCAN | {"sheets": [{"group": "buren", "answers": {}}]}
    status, output, error = run("--jsonl", "-", stdin=lines(SCAN, b"\n", SCAN, bad, SCAN, b"{"))
    assert (status, output) == (2, good * 2)
    assert sentence(error).startswith('standard input: line 4: sheets[0].group: unknown group "buren" (use ')


def test_a_line_of_five_megabytes_is_read_and_one_byte_more_is_not(run):
    text = json.dumps(SCAN).encode()
    status, output, _ = run("--jsonl", "-", stdin=text + b" " * (MAX_BYTES - len(text)) + b"\r\n" + text)
    assert (status, len(output.splitlines())) == (0, 2)
    longer = lines(SCAN) + text + b" " * (MAX_BYTES + 1 - len(text)) + b"\n" + text
    status, output, error = run("--jsonl", "-", stdin=longer)
    assert (status, len(output.splitlines())) == (2, 1)
    assert sentence(error) == "standard input: line 2: the scan: larger than 5 MB."


def test_an_odd_file_name_is_no_trouble(run):
    assert refusal(run("zo\nmaar \udcff.json")) == '"zo\\nmaar \\udcff.json": No such file or directory.'


def test_wrong_arguments_are_refused(run, file):
    for arguments in ((), ("--format", "xml", "-"), ("--yaml", "-"), ("een", "twee")):
        status, output, error = run(*arguments)
        assert (status, output) == (2, "")
        assert "error:" in error


# As a process -------------------------------------------------------------------------------------


def start(*arguments):
    command = [sys.executable, "manage.py", "score", *map(str, arguments)]
    pipe = subprocess.PIPE
    return subprocess.Popen(command, cwd=ROOT, stdin=pipe, stdout=pipe, stderr=pipe)


def test_a_reader_that_leaves_is_no_trouble(file):
    with start("--jsonl", file(lines(*[ANSWERED] * 40))) as process:
        process.stdout.close()
        assert process.stderr.read() == b""
    assert process.returncode == 141


def test_lines_before_a_bad_one_are_whole():
    process = start("--jsonl", "-")
    output, error = process.communicate(lines(*[ANSWERED] * 3, b"{\n"))
    assert process.returncode == 2
    assert [json.loads(line)["repeat_on"] for line in output.splitlines()] == ["2027-11-22"] * 3
    assert output.endswith(b"\n")
    assert sentence(error.decode()).startswith("standard input: line 4: column 2: not valid JSON")


def test_the_command_and_the_rules_import_no_models_and_nothing_heavy():
    code = """
import sys
import scoring.domain.submission, scoring.domain.outcome, scoring.domain.tiers, scoring.domain.schedule
assert not [name for name in sys.modules if name.split(".")[0] == "django"], "the rules import Django"
import scoring.management.commands.score
heavy = {"questionnaires.models", "scoring.models", "django.db.models", "pandas", "numpy", "weasyprint"}
assert not heavy & set(sys.modules), heavy & set(sys.modules)
"""
    subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=True)
