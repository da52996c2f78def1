"""``manage.py staffing``, as somebody runs it."""

import json
import subprocess
import sys
from io import BytesIO, StringIO, TextIOWrapper
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from scoring.domain.staffing.outcome import document as outcome_document
from tests.scoring.staffing.rosters import ALTERNATIVE_4, DAY, NZA_WINDOWS, SCENARIO_1, document, outcome, shift

ROOT = Path(__file__).parents[3]


@pytest.fixture
def run(tmp_path):
    """Runs the command on a file with this content."""

    def on(data, *options):
        path = tmp_path / "roster.json"
        path.write_bytes(data)
        out = StringIO()
        call_command("staffing", str(path), *options, stdout=out)
        return out.getvalue()

    return on


def home(shifts, **settings):
    return document({"clients": 8, "count": 4, "shifts": shifts}, **settings)


def test_json_is_the_outcome_on_one_line(run):
    written = run(home(SCENARIO_1))

    assert written.count("\n") == 1
    assert json.loads(written) == outcome_document(outcome(SCENARIO_1))


def test_standard_input_is_read(monkeypatch):
    monkeypatch.setattr(sys, "stdin", TextIOWrapper(BytesIO(home(SCENARIO_1))))
    out = StringIO()

    call_command("staffing", "-", stdout=out)

    assert json.loads(out.getvalue())["net_hours_per_group_day"] == 36


def test_text_of_alternative_4_in_full(run):
    written = run(home(ALTERNATIVE_4, windows=[*NZA_WINDOWS, ["10:00", "11:00"]]), "--format", "text")

    assert (
        written
        == """\
Rekenhulp bezetting
  Groep 1: 4 keer 8 cliënten, met hetzelfde rooster
  Lezing: gecombineerd (één persoon mag voor meer dan één eis tegelijk meetellen, zoals de NZa het leest).

Cijfers (netto: betaalde uren zonder pauzes)
  Netto uren per groep per dag                  30,0
  Netto fte                                    23,40
  Netto fte per cliënt                          0,73
  Netto uren per cliënt per dag                 3,75
  Bruto fte bij 66% productiviteit             35,45
  Niveau 2, deel van de netto uren             33,3%
  Niveau 3, deel van de netto uren             53,3%
  Niveau 4, deel van de netto uren             13,3%

Dekking per kwartier, pauzes niet afgetrokken
  Eis 1. Twee zorgverleners op drukke zorgmomenten: niet gedekt.
    Op deze drukke zorgmomenten zijn er minder dan twee betaalde zorgverleners op de groep. Wie over groepen verdeeld \
is of er voor zingeving is, telt hier niet mee.
    - elke dag van 10:00 tot 11:00 uur
  Eis 2. Overdag en ’s avonds iemand in de huiskamer: gedekt.
    Overdag en ’s avonds is er altijd iemand op de groep.
  Eis 3. Elke dag iemand voor een zinvolle dag: niet gedekt.
    In deze dagdiensten is er niemand voor zingeving, en in de rustige uren is er geen tweede die er tijd voor heeft.
    - elke dag van 07:00 tot 15:00 uur
  Eis 5. Dag en nacht genoeg deskundigheid: gedekt.
    Dag en nacht is er iemand van niveau 3 of hoger. Of diegene bevoegd en bekwaam is voor wat nodig is, kan alleen \
het team zeggen.
  Eis 6. Een verpleegkundige binnen 30 minuten ter plaatse: niet te zeggen.
    Een rooster kan dit niet laten zien. Geef aan of er dag en nacht binnen 30 minuten een verpleegkundige is.

Deze berekening is hulp bij het gesprek. Ze bepaalt geen score, en geen enkele lezing van de eisen is de wet.
"""
    )


def test_text_names_the_group_that_is_thin(run):
    whole = {"clients": 6, "shifts": [shift("07:00-23:00", 3, purpose="zorg")] * 2}
    thin = {"clients": 0, "shifts": [shift(DAY, 3), shift("10:00-14:00", 1, paid=False)]}

    lines = run(document(whole, thin), "--format", "text").splitlines()

    assert "  Groep 2: 0 cliënten" in lines
    assert "    - Groep 2: elke dag van 15:30 tot 23:00 uur" in lines
    assert "  Onbetaalde uren per groep per dag              2,0" in lines
    assert "    Op deze tijden staat er geen verpleegkundige (niveau 4 of 5) in het rooster:" in lines


def test_text_without_clients_says_so(run):
    lines = run(document({"clients": 0, "shifts": []}), "--format", "text").splitlines()

    assert "  Netto fte per cliënt                      geen cliënten" in lines


def test_same_roster_gives_the_same_bytes(run):
    assert run(home(SCENARIO_1)) == run(home(SCENARIO_1))


def test_bad_input_is_one_sentence_with_status_2(run, tmp_path):
    with pytest.raises(CommandError) as error:
        run(home([{"start": "24:30", "end": "07:00", "level": 3}]))

    sentence = 'groups[0].shifts[0].start: "24:30" is not a time like 07:30.'
    assert (str(error.value), error.value.returncode) == (f"{tmp_path / 'roster.json'}: {sentence}", 2)


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("nowhere.json", "nowhere.json: No such file or directory."),
        (".", ".: Is a directory."),
        ("a\0b", "a\0b: not a file name."),
    ],
)
def test_file_that_cannot_be_read_is_one_sentence_with_status_2(name, sentence):
    with pytest.raises(CommandError) as error:
        call_command("staffing", name)

    assert (str(error.value), error.value.returncode) == (sentence, 2)


def test_from_the_shell_bad_input_leaves_standard_output_empty():
    done = subprocess.run(
        [sys.executable, "manage.py", "staffing", "-"],
        input=b'{"groups": [',
        capture_output=True,
        cwd=ROOT,
        check=False,
    )

    assert (done.returncode, done.stdout, done.stderr.count(b"\n")) == (2, b"", 1)


def test_domain_of_the_calculator_imports_no_django():
    code = (
        "import sys, scoring.domain.staffing.compare; sys.exit(any(name.startswith('django') for name in sys.modules))"
    )

    assert subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=False).returncode == 0
