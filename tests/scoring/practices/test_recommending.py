"""An adviser chooses good practices for a scan; the choice is fixed when the scan is confirmed."""

import json

import pytest
from django.urls import reverse

from questionnaires.merging import Given
from questionnaires.models import Scan
from scoring.followup.library import for_topic
from scoring.models import Recommendation
from scoring.practices.queries import recommended
from scoring.practices.services import DecidedAlready, recommend
from tests import factories
from tests.kept import kept_begin
from wolscan.models import Event

CHOSEN, OTHER = "welkomstgesprek", "waardig-verhuizen"


@pytest.fixture
@kept_begin
def sent(cast):
    factories.send_in_scan(cast.scan, cast.coordinator, eenzaamheid="ernstig_issue", privacy="aandachtspunt")
    cast.scan.refresh_from_db()
    return cast


def url(cast, query=""):
    return reverse("recommendations", kwargs={"scan": cast.scan.pk}) + query


def choose(cast, seen=None, **typed):
    """``choose(cast, **{key: note})`` ticks; a note of ``None`` leaves it unticked."""
    given = {key: Given("" if note is None else "ja", note or "") for key, note in typed.items()}
    return recommend(scan=cast.scan, seen=seen or {}, typed=given, by=cast.adviser)


def kept(cast):
    return {row.practice: row.note for row in Recommendation.objects.filter(scan=cast.scan)}


def test_it_works(sent, as_user):
    client = as_user(sent.adviser)
    page = client.get(url(sent)).content.decode()
    fitting = for_topic("eenzaamheid")[0].key
    assert f'name="kies-{fitting}"' in page

    answer = client.post(url(sent), {f"kies-{fitting}": "ja", f"noot-{fitting}": "Begin op de Linde.", "seen": "{}"})

    assert answer.url == url(sent)
    row = Recommendation.objects.get()
    assert (row.practice, row.theme, row.note) == (fitting, "wonen-en-welzijn", "Begin op de Linde.")
    assert row.by == sent.adviser
    assert "Begin op de Linde." in client.get(url(sent)).content.decode()


def test_theme_is_the_low_one_where_the_practice_has_several(sent):
    """This one belongs to theme 1 first; at this scan theme 6 is not low, so its own first theme counts."""
    choose(sent, **{CHOSEN: ""})
    assert Recommendation.objects.get().theme == "persoonsgerichte-zorg"

    scan = factories.make_scan(factories.make_location("De Berk"), sent.adviser)
    factories.send_in_scan(scan, sent.coordinator, deskundigheid="ernstig_issue")
    recommend(scan=scan, seen={}, typed={CHOSEN: Given("ja")}, by=sent.adviser)
    assert Recommendation.objects.get(scan=scan).theme == "personeelssamenstelling"


def test_unticking_takes_it_away(sent):
    choose(sent, **{CHOSEN: "Kijk hier."})
    seen = {key: given.fingerprint for key, given in recommended(sent.scan).items()}
    choose(sent, seen, **{CHOSEN: None})

    assert kept(sent) == {}


def test_two_tabs_lose_nothing(sent):
    choose(sent, **{CHOSEN: "Een."})
    merged = choose(sent, **{CHOSEN: None, OTHER: "Twee."})  # a page that was made before the first was saved

    assert kept(sent) == {CHOSEN: "Een.", OTHER: "Twee."}
    assert not merged.conflicts


def test_both_changed_the_same_note_and_both_texts_are_shown(sent, as_user):
    choose(sent, **{CHOSEN: "Van de ene."})
    data = {f"kies-{CHOSEN}": "ja", f"noot-{CHOSEN}": "Van de andere.", f"kies-{OTHER}": "ja", "seen": "{}"}
    client = as_user(sent.adviser)
    answer = client.post(url(sent), data)
    page = answer.content.decode()

    assert answer.status_code == 409
    assert "Van de ene." in page
    assert "Van de andere." in page
    assert kept(sent) == {CHOSEN: "Van de ene.", OTHER: ""}

    again = client.post(url(sent), data | {"seen": answer.context["seen"]})
    assert again.status_code == 302
    assert kept(sent)[CHOSEN] == "Van de andere."


def test_saving_the_same_again_changes_nothing(sent):
    choose(sent, **{CHOSEN: "Een."})
    choose(sent, **{CHOSEN: "Een."})

    assert Event.objects.filter(name="practices_recommended").count() == 1


def test_note_without_a_tick_is_asked_about_and_stays(sent, as_user):
    fitting = for_topic("eenzaamheid")[0].key
    answer = as_user(sent.adviser).post(url(sent), {f"noot-{fitting}": "Mooi voorbeeld.", "seen": "{}"})
    page = answer.content.decode()

    assert answer.status_code == 422
    assert "Kruis dit voorbeeld aan, of haal uw tekst weg." in page
    assert "Mooi voorbeeld." in page
    assert kept(sent) == {}


def test_text_that_is_too_long_stays(sent, as_user):
    fitting = for_topic("eenzaamheid")[0].key
    data = {f"kies-{fitting}": "ja", f"noot-{fitting}": "x" * 1001, "seen": "{}"}
    answer = as_user(sent.adviser).post(url(sent), data)

    assert answer.status_code == 422
    assert "x" * 1001 in answer.content.decode()


def test_any_practice_can_be_found_and_chosen(sent, as_user):
    page = as_user(sent.adviser).get(url(sent, "?q=welkomstgesprek")).content.decode()

    assert f'name="kies-{CHOSEN}"' in page
    assert page.count(f'name="kies-{CHOSEN}"') == 1


def test_every_practice_stands_once(sent, as_user):
    choose(sent, **{for_topic("eenzaamheid")[0].key: ""})
    page = as_user(sent.adviser).get(url(sent, "?q=de")).content.decode()
    names = [part.split('"')[0] for part in page.split('name="kies-')[1:]]

    assert len(names) == len(set(names)) > 5


def test_unknown_practice_is_left_out(sent):
    choose(sent, **{"bestaat-niet": "x", CHOSEN: ""})

    assert kept(sent) == {CHOSEN: ""}


def test_damaged_page_is_refused_and_nothing_is_lost(sent, as_user):
    data = {f"kies-{CHOSEN}": "ja", "seen": "geen json"}
    answer = as_user(sent.adviser).post(url(sent, "?q=welkomstgesprek"), data)

    assert answer.status_code == 422
    assert f'id="kies-{CHOSEN}" value="ja" checked' in answer.content.decode()


def test_choice_is_fixed_when_the_scan_is_confirmed(sent, as_user):
    choose(sent, **{CHOSEN: "Kijk hier."})
    factories.confirm_scan(sent.scan, sent.adviser, "extra", "Zij willen dat.")
    client = as_user(sent.adviser)

    page = client.get(url(sent)).content.decode()
    assert "Een welkomstgesprek dat rust geeft" in page
    assert "Kijk hier." in page
    assert "<textarea" not in page
    answer = client.post(url(sent), {f"kies-{OTHER}": "ja", f"noot-{OTHER}": "Te laat.", "seen": "{}"})
    assert answer.status_code == 409
    assert kept(sent) == {CHOSEN: "Kijk hier."}


def test_nothing_to_choose_before_sending_in(cast):
    with pytest.raises(DecidedAlready):
        choose(cast, **{CHOSEN: ""})


@pytest.mark.parametrize("who", ["coordinator", "quality_officer", "other_adviser", "programme_office", "stranger"])
def test_nobody_else_chooses(sent, as_user, who):
    client = as_user(getattr(sent, who))

    assert client.get(url(sent)).status_code == 404
    assert client.post(url(sent), {f"kies-{CHOSEN}": "ja", "seen": "{}"}).status_code == 404
    assert kept(sent) == {}


def test_returned_scan_can_be_prepared(sent):
    Scan.objects.filter(pk=sent.scan.pk).update(state="teruggegeven")
    choose(sent, **{CHOSEN: ""})

    assert kept(sent) == {CHOSEN: ""}


@pytest.mark.parametrize("rows", [1, 3])
def test_number_of_queries_is_fixed(sent, as_user, django_assert_num_queries, rows):
    for key in (CHOSEN, OTHER, "huisbezoek-door-verpleegkundige")[:rows]:
        choose(sent, **{key: ""})
    client = as_user(sent.adviser)
    with django_assert_num_queries(7):  # session, user, roles, scan, outcome, what was chosen; that it was seen
        answer = client.get(url(sent))

    assert json.loads(answer.context["seen"]).keys() == kept(sent).keys()
