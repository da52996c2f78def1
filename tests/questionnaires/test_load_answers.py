"""``manage.py load_answers``: all or nothing, with a sentence for every fault."""

import pytest
from django.core.management import CommandError, call_command

from questionnaires.models import Answer, AnswerSheet, Scan
from questionnaires.services import prepare_scan
from tests import factories
from wolscan.models import Event

HEAD = "sheet,group,named,topic,answer,note\n"
TEAM = HEAD + "1,team,ja,privacy,neutraal,\n1,team,ja,overdracht,uitblinker,goed geregeld\n"
GROUPS = HEAD + "1,management,nee,overdracht,neutraal,\n2,zorgpersoneel,nee,overdracht,ernstig_issue,\n"


@pytest.fixture
def file(tmp_path):
    def write(text):
        path = tmp_path / "antwoorden.csv"
        path.write_text(text, encoding="utf-8")
        return str(path)

    return write


@pytest.fixture
def location(db):
    return factories.make_location()


def test_it_fills_the_team_sheet_of_the_open_scan(location, file, capsys):
    scan = factories.make_scan(location)
    call_command("load_answers", file(TEAM), location="de linde")

    assert dict(Answer.objects.values_list("topic", "value")) == {"privacy": "neutraal", "overdracht": "uitblinker"}
    assert Answer.objects.get(topic="overdracht").note == "goed geregeld"
    assert AnswerSheet.objects.get().scan == scan
    assert AnswerSheet.objects.get().is_sent is False
    assert capsys.readouterr().out == "1 sheet with 2 answers loaded at De Linde.\n"
    assert Event.objects.filter(name="answers_loaded").count() == 1


def test_it_opens_a_scan_where_none_runs(location, file):
    call_command("load_answers", file(TEAM), location=str(location.pk))

    assert Scan.objects.get().state == "open"


def test_sheets_of_groups_bring_the_scan_to_the_conversation(location, file):
    call_command("load_answers", file(GROUPS), location="De Linde")

    assert Scan.objects.get().state == "gesprek"
    assert sorted(AnswerSheet.objects.values_list("group", "is_sent", "named")) == [
        ("management", True, False),
        ("zorgpersoneel", True, False),
    ]


def test_dry_run_changes_nothing(location, file, capsys):
    call_command("load_answers", file(GROUPS), location="De Linde", dry_run=True)

    assert Scan.objects.count() == Answer.objects.count() == 0
    assert "would be loaded" in capsys.readouterr().out


def refused(file_name, location, **options):
    with pytest.raises(CommandError) as caught:
        call_command("load_answers", file_name, location=location, **options)
    assert caught.value.returncode == 2
    assert Answer.objects.exclude(note="van tevoren").count() == 0
    return str(caught.value)


def test_faults_load_nothing_and_name_their_lines(location, file):
    message = refused(file(TEAM + "1,team,ja,bestaat-niet,neutraal,\n"), "De Linde")

    assert message.splitlines() == ["Nothing was loaded: 1 fault in the file.", 'line 4: unknown topic "bestaat-niet"']
    assert Scan.objects.count() == 0


def test_unknown_location(location, file):
    assert refused(file(TEAM), "De Berk").startswith('There is no location "De Berk"')


def test_name_that_two_locations_share(location, file):
    factories.make_location(organisation="Stichting Eikenhof")

    assert refused(file(TEAM), "De Linde").startswith('More than one location is called "De Linde"')


def test_file_that_is_not_there(location):
    assert "No such file" in refused("bestaat-niet.csv", "De Linde")


def test_team_sheet_that_already_holds_answers_is_not_overwritten(location, file):
    sheet = factories.team_sheet(factories.make_scan(location))
    Answer.objects.create(sheet=sheet, theme="informatie", topic="privacy", value="uitblinker", note="van tevoren")

    assert "already holds answers" in refused(file(TEAM), "De Linde")


def test_scan_that_was_sent_in_takes_no_answers(location, file):
    scan = factories.make_scan(location)
    Scan.objects.filter(pk=scan.pk).update(state="ingediend", submitted_at="2026-11-20T10:00Z")

    assert "has been sent in" in refused(file(TEAM), "De Linde")


FIVE = HEAD + "".join(
    f"{group} {number},{group},{named},privacy,{answer},\n"
    for group, named in [
        ("zorgpersoneel", "nee"),
        ("ondersteuning", "nee"),
        ("management", "ja"),
        ("clientvertegenwoordigers", "ja"),
        ("vrijwilligers", "nee"),
    ]
    for number, answer in enumerate(["neutraal", "Op orde / uitblinker", "weet_ik_niet"], start=1)
)


def test_sheets_of_all_five_groups(location, file, capsys):
    call_command("load_answers", file(FIVE), location="De Linde")
    sheets = list(AnswerSheet.objects.values_list("group", "named", "is_sent", "participation"))

    assert capsys.readouterr().out == "15 sheets with 15 answers loaded at De Linde.\n"
    assert len(sheets) == 15
    assert set(sheets) == {
        ("zorgpersoneel", False, True, None),
        ("ondersteuning", False, True, None),
        ("management", True, True, None),
        ("clientvertegenwoordigers", True, True, None),
        ("vrijwilligers", False, True, None),
    }
    assert sorted(Answer.objects.filter(sheet__group="management").values_list("value", flat=True)) == [
        "neutraal",
        "uitblinker",
        "weet_ik_niet",
    ]


def test_sheets_join_a_round_that_goes_on(an_open_round, file):
    """Paper that somebody typed over at a desk: the round stays open, and its drafts stay."""
    draft = an_open_round.filled()
    call_command("load_answers", file(GROUPS), location="De Linde")

    assert Scan.objects.get().state == "open"
    assert AnswerSheet.objects.filter(pk=draft.pk, is_sent=False).exists()
    assert sorted(AnswerSheet.objects.filter(is_sent=True).values_list("group", flat=True)) == [
        "management",
        "zorgpersoneel",
    ]


def test_sheets_of_a_round_without_invitations_bring_it_to_the_conversation(location, file):
    prepare_scan(location=location, by=None, today=factories.TODAY)
    call_command("load_answers", file(GROUPS), location="De Linde")

    assert Scan.objects.get().state == "gesprek"


def test_team_sheet_may_lie_beside_sheets_of_groups(location, file):
    call_command("load_answers", file(TEAM + GROUPS.removeprefix(HEAD).replace("1,", "11,", 1)), location="De Linde")

    assert sorted(AnswerSheet.objects.values_list("group", "is_sent")) == [
        ("management", True),
        ("team", False),
        ("zorgpersoneel", True),
    ]


@pytest.mark.parametrize(
    ("row", "fault"),
    [
        ("3,bewoners,nee,privacy,neutraal,", 'line 4: unknown group "bewoners"'),
        ("3,overig_naasten,nee,privacy,neutraal,", 'line 4: unknown group "overig_naasten"'),
        ("1,zorgpersoneel,nee,privacy,neutraal,", 'line 4: sheet "1" has another group or "named" on an earlier line'),
        ("1,management,ja,privacy,neutraal,", 'line 4: sheet "1" has another group or "named" on an earlier line'),
        ("1,management,nee,overdracht,nvt,", 'line 4: topic "overdracht" stands twice on sheet "1"'),
        (",management,nee,privacy,neutraal,", "line 4: give the sheet a number or a name"),
        ("3,management,misschien,privacy,neutraal,", 'line 4: "named" is "misschien" (use ja or nee)'),
        ("3,management,nee,privacy,5,", 'line 4: unknown answer "5"'),
        (f"3,management,nee,privacy,neutraal,{'x' * 10_001}", "line 4: the note is longer than 10,000 characters"),
    ],
)
def test_one_fault_among_good_sheets_loads_nothing(location, file, row, fault):
    message = refused(file(GROUPS + row + "\n"), "De Linde")

    assert message.splitlines()[1].startswith(fault)
    assert Scan.objects.count() == AnswerSheet.objects.count() == 0


def test_notes_with_emoji_and_other_scripts_arrive_whole(location, file):
    note = 'Fijn 👵🏽, شكرا; en een "citaat"'
    call_command(
        "load_answers",
        file(HEAD + f'1,vrijwilligers,nee,privacy,neutraal,"{note.replace(chr(34), chr(34) * 2)}"\n'),
        location="De Linde",
    )

    assert Answer.objects.get().note == note
