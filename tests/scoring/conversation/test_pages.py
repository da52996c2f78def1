"""The pages of the conversation: who may do what, what they show, and that nothing typed is lost."""

import pytest
from django.test import Client
from django.urls import reverse

from questionnaires.definitions import load
from questionnaires.models import AgreedLevel, HelpWish, Invitation, Scan, SeriousIssue, State, WarningAnswer
from scoring.conversation import services
from scoring.conversation.queries import Decision
from tests import factories
from tests.factories import TODAY
from tests.scoring.conversation.conftest import (
    ATTENTION,
    BEST,
    CALM_TOPIC,
    CLIENT_TOPIC,
    CRITICAL_TOPIC,
    NEUTRAL,
    SERIOUS,
    fill_groups,
)

PAGES = [
    "board",
    "guide",
    "guide_pdf",
    "help_wishes",
    "council_reaction",
    "check_scan",
    "serious_issues",
    "board_accept",
    "board_topic",
]
#: Pages a role may open by GET; everything else is 404 for it.
LOOKERS_ON = {"board", "guide", "guide_pdf", "help_wishes", "council_reaction", "serious_issues", "board_topic"}
MAY_READ = {
    "coordinator": LOOKERS_ON | {"check_scan"},
    "quality_officer": LOOKERS_ON,
    "adviser": set(),  # until the scan is sent in, or the location invites
    "other_adviser": set(),
    "programme_office": set(),
    "administrator": set(),
    "stranger": set(),
    "council": {"board", "board_topic", "council_reaction"},
}
WRITES = {"help_wishes", "check_scan", "serious_issues", "board_topic", "council_reaction"}


def url(scan, name, topic=CLIENT_TOPIC):
    more = {"topic": topic} if name == "board_topic" else {}
    return reverse(name, kwargs={"scan": scan.pk} | more)


@pytest.fixture
def coordinator(scan, cast, as_user):
    return as_user(cast.coordinator)


@pytest.mark.parametrize("who", MAY_READ)
def test_who_may_open_what(scan, cast, as_user, council, who):
    browser = council if who == "council" else as_user(getattr(cast, who))

    opened = {name for name in PAGES if name != "board_accept" and browser.get(url(scan, name)).status_code == 200}

    assert opened == MAY_READ[who]
    assert browser.get(url(scan, "board_accept")).status_code == 405


def test_invited_adviser_looks_on(scan, cast, as_user):
    type(scan).objects.filter(pk=scan.pk).update(adviser_invited=True)
    browser = as_user(cast.adviser)

    assert {n for n in PAGES if n != "board_accept" and browser.get(url(scan, n)).status_code == 200} == LOOKERS_ON


@pytest.mark.parametrize("who", [who for who in MAY_READ if who != "coordinator"])
def test_only_the_coordinator_writes_and_the_council_only_its_reaction(scan, cast, as_user, council, who):
    browser = council if who == "council" else as_user(getattr(cast, who))
    SeriousIssue.objects.create(scan=scan, topic=CALM_TOPIC, found="ronde", found_on=TODAY)
    sent = {"value": BEST, "text": "Iets.", "topic": CALM_TOPIC, "veiligheid": "ja", "then": "versturen"}

    taken = {name for name in (*WRITES, "board_accept") if browser.post(url(scan, name), sent).status_code != 404}

    assert taken == ({"council_reaction"} if who == "council" else set())
    assert not AgreedLevel.objects.exists()
    assert not HelpWish.objects.exists()
    scan.refresh_from_db()
    assert (scan.state, scan.council_reaction) == (State.GESPREK, "Iets." if who == "council" else "")


def test_nobody_is_sent_to_the_login_page_and_other_invitations_nowhere(scan, client):
    assert client.get(url(scan, "board")).url.startswith("/account/login/")
    seat = Invitation.objects.create(scan=scan, group="management", kind="personal", token_lookup="a", code_lookup="b")
    session = client.session
    session["way_in"] = str(seat.pk)
    session.save()

    assert client.get(url(scan, "board")).status_code in {302, 404}


def test_seat_of_another_scan_sees_nothing(council, cast):
    other = factories.in_conversation(cast.strangers_scan)

    assert council.get(url(other, "board")).status_code == 404


@pytest.mark.parametrize("state", [State.OPEN, State.VOORBEREIDING])
def test_before_the_conversation_nobody_sees_what_others_answered(scan, coordinator, state):
    Scan.objects.filter(pk=scan.pk).update(state=state)

    for name in LOOKERS_ON:
        page = coordinator.get(url(scan, name)).content.decode()
        assert "Het gesprek is nog niet begonnen" in page
        assert "Zorgpersoneel" not in page
    assert coordinator.post(url(scan, "board_topic"), {"value": BEST}).status_code == 404


def test_list_has_what_differs_and_offers_the_rest_with_one_button(scan, coordinator):
    page = coordinator.get(url(scan, "board")).content.decode()
    factor = "Hier zijn we het over eens"

    assert page.index("De eigen kamer") < page.index(factor) < page.index("Gastvrijheid")
    coordinator.post(url(scan, "board_accept"))
    assert AgreedLevel.objects.get(topic=CALM_TOPIC).value == NEUTRAL
    assert "Alle voorstellen zijn overgenomen" in coordinator.get(url(scan, "board")).content.decode()


def test_filter_and_order(scan, coordinator, cast):
    settled = Decision(ATTENTION, "Besproken.")
    services.agree(scan=scan, topic=CLIENT_TOPIC, decision=settled, by=cast.coordinator, today=TODAY)

    def titles(query=""):
        board = coordinator.get(url(scan, "board") + query).context["board"]
        return [(heading, [row.title for row in rows]) for heading, rows in board.sections]

    assert "De eigen kamer" not in titles()[0][1]
    assert "De eigen kamer" in titles("?toon=alles")[0][1]
    headings = [heading for heading, _rows in titles("?toon=alles&volgorde=thema")]
    assert headings == sorted(headings)
    assert headings[0].startswith("1. ")


def test_topic_page_shows_counts_proposal_flags_and_notes(scan, coordinator):
    factories.write_note(scan.sheets.first(), CLIENT_TOPIC, "De gordijnen zijn kapot.")

    page = coordinator.get(url(scan, "board_topic"))

    view = page.context["view"]
    assert [(unit.name, unit.level.key) for unit in view.units][:1] == [("Zorgpersoneel", BEST)]
    assert view.proposal.key == NEUTRAL
    assert view.flags == [
        "De groepen verschillen sterk van mening.",
        "De bewoners en hun vertegenwoordigers zijn minder positief dan de anderen.",
    ]
    assert "De gordijnen zijn kapot." in page.content.decode()


def test_council_reads_no_notes(scan, council):
    factories.write_note(scan.sheets.first(), CLIENT_TOPIC, "De gordijnen zijn kapot.")

    assert "gordijnen zijn kapot" not in council.get(url(scan, "board_topic")).content.decode()


def test_unknown_topic_is_404(scan, coordinator):
    assert coordinator.get(url(scan, "board_topic", "bestaat-niet")).status_code == 404


@pytest.mark.parametrize(
    ("then", "where"), [("volgende", "board_topic"), ("vorige", "board"), ("hier", "board_topic"), ("later", "board")]
)
def test_saving_by_button_goes_where_it_says(scan, coordinator, then, where):
    answer = coordinator.post(url(scan, "board_topic"), {"value": ATTENTION, "reason": "Zo.", "then": then})

    target = CRITICAL_TOPIC if then == "volgende" else CLIENT_TOPIC
    assert answer.url == url(scan, where, target)
    assert AgreedLevel.objects.get().reason == "Zo."


def test_page_that_saves_itself_says_when_and_what_is_missing(scan, coordinator):
    answer = coordinator.post(url(scan, "board_topic"), {"value": ATTENTION}, headers={"hx-request": "true"})

    text = answer.content.decode()
    assert "Opgeslagen om" in text
    assert "Niet iedereen ziet dit hetzelfde. Schrijf op waarom u samen dit niveau kiest." in text
    assert 'id="revision" value="0"' in text


def test_second_editor_gets_both_texts(scan, coordinator, cast, as_user):
    coordinator.post(url(scan, "board_topic"), {"value": ATTENTION, "reason": "Van Karin."})

    answer = as_user(cast.coordinator).post(url(scan, "board_topic"), {"value": BEST, "reason": "Van Ben."})

    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Van Karin." in page
    assert "Van Ben." in page
    assert 'name="revision" id="revision" value="0"' in page
    assert AgreedLevel.objects.get().reason == "Van Karin."


def test_second_editor_is_told_while_the_page_saves_itself(scan, coordinator):
    coordinator.post(url(scan, "board_topic"), {"value": ATTENTION})

    answer = coordinator.post(url(scan, "board_topic"), {"value": BEST}, headers={"hx-request": "true"})

    assert "Niet opgeslagen: iemand anders schreef hier" in answer.content.decode()
    assert AgreedLevel.objects.get().value == ATTENTION


def test_text_that_is_too_long_comes_back(scan, coordinator):
    answer = coordinator.post(url(scan, "board_topic"), {"value": BEST, "reason": "é" * 10_001})

    assert answer.status_code == 422
    assert "é" * 10_001 in answer.content.decode()
    assert not AgreedLevel.objects.exists()


@pytest.mark.parametrize("words", ["😀 ‏שלום‎ 'x' <b>\n\n", "é" * 10_000])
def test_any_words_are_kept_as_they_are(scan, coordinator, words):
    coordinator.post(url(scan, "board_topic"), {"value": ATTENTION, "reason": words})

    assert AgreedLevel.objects.get().reason == words.strip()
    assert coordinator.get(url(scan, "board_topic")).status_code == 200


def test_unknown_level_is_refused(scan, coordinator):
    for value in ("weet_ik_niet", "prachtig"):
        assert coordinator.post(url(scan, "board_topic"), {"value": value}).status_code == 422
    assert not AgreedLevel.objects.exists()


def test_sent_in_scan_only_shows_and_gives_typed_words_back(scan, coordinator, council):
    Scan.objects.filter(pk=scan.pk).update(state=State.INGEDIEND, submitted_at="2026-11-22T10:00:00Z")

    assert "data-autosave" not in coordinator.get(url(scan, "board_topic")).content.decode()
    for name, sent in (
        ("board_topic", {"value": BEST, "reason": "Mijn tekst."}),
        ("help_wishes", {"veiligheid": "ja", "veiligheid-which": "Mijn tekst."}),
        ("council_reaction", {"text": "Mijn tekst."}),
    ):
        answer = coordinator.post(url(scan, name), sent)
        assert answer.status_code == 409
        assert "Mijn tekst." in answer.content.decode()
    assert coordinator.post(url(scan, "board_accept")).status_code == 409
    assert coordinator.get(url(scan, "check_scan")).url == reverse("outcome", kwargs={"scan": scan.pk})
    assert not AgreedLevel.objects.exists()
    assert council.get(url(scan, "board")).url == reverse("not_open")


def test_wishes_need_yes_or_no_and_keep_what_was_typed(scan, coordinator):
    answer = coordinator.post(url(scan, "help_wishes"), {"veiligheid-which": "Scholing."})
    assert answer.status_code == 422
    assert "Kies ja of nee" in answer.content.decode()
    assert "Scholing." in answer.content.decode()

    coordinator.post(url(scan, "help_wishes"), {"veiligheid": "ja", "veiligheid-which": "Scholing."})
    assert HelpWish.objects.get().which == "Scholing."


def test_council_writes_its_reaction_word_for_word(scan, council):
    council.post(url(scan, "council_reaction"), {"text": "Wij zien  het\r\nanders. "})

    scan.refresh_from_db()
    assert (scan.council_reaction, scan.council_reaction_by) == ("Wij zien  het\nanders. ", "raad")


def test_coordinator_cannot_change_what_the_council_wrote(scan, council, coordinator):
    council.post(url(scan, "council_reaction"), {"text": "Wij missen tijd."})

    answer = coordinator.post(url(scan, "council_reaction"), {"text": "Alles is goed."})

    assert answer.status_code == 409
    assert "Alles is goed." in answer.content.decode()
    scan.refresh_from_db()
    assert scan.council_reaction == "Wij missen tijd."


def test_check_blocks_with_the_way_to_mend_it(scan, coordinator):
    answer = coordinator.post(
        url(scan, "check_scan"), {"then": "versturen", "antwoord-reactie_ontbreekt": "Komt maandag."}
    )

    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Nog niet ingestuurd" in page
    assert url(scan, "board_topic", CRITICAL_TOPIC) in page
    assert WarningAnswer.objects.get().answer == "Komt maandag."
    scan.refresh_from_db()
    assert scan.state == State.GESPREK


def test_check_sends_in_and_a_double_click_does_no_harm(scan, coordinator, cast):
    decided = Decision(ATTENTION, "Er is een plan.", "Oefening van mei.")
    services.agree(scan=scan, topic=CRITICAL_TOPIC, decision=decided, by=cast.coordinator, today=TODAY)

    answers = [coordinator.post(url(scan, "check_scan"), {"then": "versturen"}) for _ in range(2)]

    assert {answer.url for answer in answers} == {reverse("outcome", kwargs={"scan": scan.pk})}
    assert scan.assessments.count() == 1


def test_check_asks_why_themes_stay_incomplete(cast, as_user):
    scan = factories.in_conversation(cast.scan)
    empty = {topic.key: "weet_ik_niet" for topic in load("2026-1").theme("informatie").topics}
    fill_groups(scan, {"zorgpersoneel": empty}, {"zorgpersoneel": 3})
    browser = as_user(cast.coordinator)

    refused = browser.post(url(scan, "check_scan"), {"then": "versturen"})
    assert refused.status_code == 422
    assert "Zeg in een paar woorden waarom deze thema’s niet compleet zijn" in refused.content.decode()
    assert browser.post(url(scan, "check_scan"), {"then": "versturen", "reason": "Volgt."}).status_code == 302
    scan.refresh_from_db()
    assert (scan.state, scan.incomplete_reason) == (State.INGEDIEND, "Volgt.")


def test_answers_can_be_saved_without_sending(scan, coordinator):
    coordinator.post(url(scan, "check_scan"), {"antwoord-reactie_ontbreekt": "Komt maandag.", "then": "later"})

    assert WarningAnswer.objects.get().code == "reactie_ontbreekt"
    assert "Komt maandag." in coordinator.get(url(scan, "check_scan")).content.decode()


def test_serious_page_says_what_it_is_not_and_keeps_the_follow_up(scan, coordinator, cast):
    services.agree(
        scan=scan, topic=CALM_TOPIC, decision=Decision(SERIOUS, "Gisteren."), by=cast.coordinator, today=TODAY
    )
    page = coordinator.get(url(scan, "serious_issues")).content.decode()
    assert "Deze scan is geen melding bij de inspectie" in page
    assert "Wkkgz" in page

    coordinator.post(url(scan, "serious_issues"), {f"{CALM_TOPIC}-text": "Vandaag overlegd."})
    stale = coordinator.post(url(scan, "serious_issues"), {f"{CALM_TOPIC}-text": "Anders."})

    assert (SeriousIssue.objects.get().follow_up, stale.status_code) == ("Vandaag overlegd.", 409)
    assert "Vandaag overlegd." in stale.content.decode()
    assert coordinator.post(url(scan, "serious_issues"), {"nee-text": "x"}).status_code == 404


def test_what_is_typed_at_two_serious_issues_is_saved_together(scan, coordinator, cast):
    for topic in (CALM_TOPIC, CRITICAL_TOPIC):
        decision = Decision(SERIOUS, "Gisteren.", "Gezien op de gang.")
        services.agree(scan=scan, topic=topic, decision=decision, by=cast.coordinator, today=TODAY)
    SeriousIssue.objects.filter(topic=CRITICAL_TOPIC).update(follow_up="Van een collega.")

    typed = {f"{CALM_TOPIC}-text": "Vandaag overlegd.", f"{CRITICAL_TOPIC}-text": "Wordt nagekeken."}
    answer = coordinator.post(url(scan, "serious_issues"), typed)

    kept = dict(SeriousIssue.objects.values_list("topic", "follow_up"))
    assert (answer.status_code, kept[CALM_TOPIC], kept[CRITICAL_TOPIC]) == (
        409,
        "Vandaag overlegd.",
        "Van een collega.",
    )
    assert "Wordt nagekeken." in answer.content.decode()


@pytest.mark.parametrize("people", [3, 12])
@pytest.mark.parametrize(("name", "queries"), [("board", 8), ("board_topic", 8), ("check_scan", 13)])
def test_pages_cost_a_fixed_number_of_queries(cast, as_user, django_assert_num_queries, people, name, queries):
    scan = factories.in_conversation(cast.scan)
    fill_groups(scan, groups={"zorgpersoneel": people, "clientvertegenwoordigers": 3})
    browser = as_user(cast.coordinator)

    with django_assert_num_queries(queries):
        browser.get(url(scan, name))


def test_pages_are_complete_in_english(scan, as_user, cast):
    browser: Client = as_user(cast.coordinator)
    browser.cookies["django_language"] = "en"

    for name in LOOKERS_ON - {"guide_pdf"}:
        assert browser.get(url(scan, name)).headers["Content-Language"] == "en"
    assert "What do we agree on?" in browser.get(url(scan, "board_topic")).content.decode()
