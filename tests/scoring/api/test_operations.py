"""The operations of the interface: what they give, to which token, and that it is what the house says elsewhere."""

import io
import json
from datetime import date
from uuid import uuid4

import pytest
from django.core.management import call_command
from django.test import Client

from questionnaires.definitions import load
from scoring.api.scopes import OUTCOME
from scoring.domain.disclosure_model import BREAKDOWNS
from scoring.models import ApiClient, Snapshot
from scoring.review.services import reopen
from tests import factories
from tests.kept import kept_begin
from tests.scoring.api.conftest import ask
from tests.scoring.api.openapi import Wrong, check
from tests.scoring.publication.figures import make_draft, make_published
from wolscan.dates import today

DAY = date(2026, 6, 30)
PUBLISHED_PATHS = ["snapshots", "snapshots/2026-06-30", "outcome-tables"]
SHARED_PATHS = ["questionnaires", "questionnaires/2026-1"]


@pytest.fixture
@kept_begin
def figures(db):
    return make_published(DAY)


def command(**options):
    out = io.StringIO()
    call_command("outcomes", format="json", stdout=out, **options)
    return json.loads(out.getvalue())


def test_questionnaires_are_listed(tokens):
    found = ask(tokens["published"], "questionnaires").document

    assert found == {
        "count": 1,
        "next": None,
        "previous": None,
        "results": [{"version": "2026-1", "themes": 8, "topics": found["results"][0]["topics"]}],
    }


def test_questionnaire_has_its_themes_and_topics_in_both_languages(tokens):
    found = ask(tokens["published"], "questionnaires/2026-1").document

    assert [theme["number"] for theme in found["themes"]] == list(range(1, 9))
    topic = found["themes"][0]["topics"][0]
    assert set(topic) == {"key", "title", "text", "isCritical", "levels"}
    assert set(topic["title"]) == {"nl", "en"}
    assert [level["key"] for level in found["scale"]] == ["uitblinker", "neutraal", "aandachtspunt", "ernstig_issue"]


def test_snapshots_are_the_published_ones_only(tokens, figures):
    make_draft(date(2026, 12, 31), after=DAY)

    found = ask(tokens["published"], "snapshots").document

    assert [row["on"] for row in found["results"]] == ["2026-06-30"]
    assert found["results"][0]["digest"] == figures.digest
    assert "control" not in json.dumps(found)


def test_snapshot_says_what_it_rests_on(tokens, figures):
    found = ask(tokens["published"], "snapshots/2026-06-30").document

    assert found["excluded"] == command()["excluded"]
    assert found["breakdowns"] == ["country", "region"]


@pytest.mark.parametrize("on", ["2026-07-01", "2025-12-31", "2026-12-31", "2026-02-30", "20260630", "vandaag"])
def test_other_days_have_no_snapshot(tokens, figures, on):
    make_draft(date(2026, 12, 31), after=DAY)

    assert ask(tokens["published"], f"snapshots/{on}").status == 404


@pytest.mark.parametrize("breakdown", BREAKDOWNS)
def test_tables_are_those_of_the_command(tokens, figures, breakdown):
    found = ask(tokens["published"], "outcome-tables", on="2026-11-22", breakdown=breakdown)

    assert found.status == 200
    assert found.document == command(on="2026-11-22", by=breakdown)


def test_tables_without_a_choice_are_the_newest_of_the_country(tokens, figures):
    assert ask(tokens["published"], "outcome-tables").document == command()


def test_hidden_numbers_are_null(tokens, figures):
    tables = ask(tokens["published"], "outcome-tables").document["tables"]
    row = tables[0]["rows"][7]

    assert row["n"] is None
    assert set(map(str, row["cells"].values())) == {"{'count': None, 'share': None, 'suppressed': True}"}


def test_before_the_first_figures_there_are_no_tables(tokens, figures):
    assert ask(tokens["published"], "outcome-tables", on="2026-06-29").status == 404


def test_draft_has_no_tables(tokens, db):
    make_draft(DAY)

    assert ask(tokens["published"], "outcome-tables").status == 404


@pytest.mark.parametrize("whose", ["location", "organisation"])
def test_own_outcomes_are_listed(tokens, final, whose):
    found = ask(tokens[whose], "outcomes").document

    assert [row["id"] for row in found["results"]] == [str(final.scan.pk)]
    assert found["results"][0]["location"]["name"] == "De Linde"
    assert found["results"][0]["confirmedOn"] == "2026-11-22"


def test_own_outcome_has_levels_and_support(tokens, final):
    found = ask(tokens["location"], f"outcomes/{final.scan.pk}").document
    outcome = final.scan.assessments.latest().outcome

    assert {row["key"]: row["level"] for row in found["themes"]} == {
        key: theme["level"] for key, theme in outcome["themes"].items()
    }
    assert {row["key"]: row["level"] for row in found["topics"]}["schone-ruimtes"] == "ernstig_issue"
    assert found["tier"]["decided"] == "extra"
    assert found["digest"] == final.scan.assessments.latest().digest


def test_own_outcome_is_in_the_order_of_the_questionnaire(tokens, final):
    """Kept documents have no order of their own on PostgreSQL."""
    found = ask(tokens["location"], f"outcomes/{final.scan.pk}").document
    asked = load(final.scan.questionnaire)

    assert [theme["key"] for theme in found["themes"]] == [theme.key for theme in asked.themes]
    assert [topic["key"] for topic in found["topics"]] == list(asked.topics)


def test_outcome_has_nothing_of_what_people_wrote(tokens, final):
    text = json.dumps(ask(tokens["location"], f"outcomes/{final.scan.pk}").document)

    for said in ("kamer 12", "meer hulp", "groups", "Karin", "Anna"):
        assert said not in text


def test_scan_under_way_has_no_outcome(tokens, cast):
    factories.send_in_scan(cast.scan, cast.coordinator)

    assert ask(tokens["location"], "outcomes").document["results"] == []
    assert ask(tokens["location"], f"outcomes/{cast.scan.pk}").status == 404


def test_reopened_scan_has_no_outcome_until_it_is_confirmed_again(tokens, final):
    reopen(scan=final.scan, reason="Fout.", by=final.adviser)

    assert ask(tokens["location"], f"outcomes/{final.scan.pk}").status == 404


def test_stranger_finds_what_does_not_exist(tokens, final):
    foreign = ask(tokens["stranger"], f"outcomes/{final.scan.pk}")
    absent = ask(tokens["stranger"], f"outcomes/{uuid4()}")

    assert (foreign.status, foreign.document) == (404, absent.document)
    assert ask(tokens["stranger"], "outcomes").document["results"] == []


def test_location_that_went_to_another_organisation_is_gone_for_the_first(tokens, final):
    type(final.location).objects.filter(pk=final.location.pk).update(organisation=final.strangers_location.organisation)

    assert ask(tokens["organisation"], "outcomes").document["results"] == []
    assert ask(tokens["location"], "outcomes").document["count"] == 1


def test_scope_without_a_place_reads_no_outcome(tokens, final):
    ApiClient.objects.filter(name="open").update(scopes=[OUTCOME])

    assert ask(tokens["published"], "outcomes").document["results"] == []
    assert ask(tokens["published"], f"outcomes/{final.scan.pk}").status == 404


@pytest.mark.parametrize("path", PUBLISHED_PATHS)
@pytest.mark.parametrize(
    ("whose", "status"), [("published", 200), ("location", 200), ("organisation", 403), ("stranger", 403)]
)
def test_figures_are_for_tokens_with_their_scope(tokens, figures, path, whose, status):
    assert ask(tokens[whose], path).status == status


@pytest.mark.parametrize("path", SHARED_PATHS)
@pytest.mark.parametrize("whose", ["published", "location", "organisation", "stranger"])
def test_questionnaires_are_for_every_token(tokens, path, whose):
    assert ask(tokens[whose], path).status == 200


def test_outcomes_are_for_tokens_with_their_scope(tokens, final):
    for path in ("outcomes", f"outcomes/{final.scan.pk}"):
        refused = ask(tokens["published"], path)
        assert (refused.status, refused.document["detail"]) == (403, "This token does not have the scope outcome:read.")


def test_lists_come_in_pages(tokens, db):
    before = None
    for day in (date(2024, 6, 30), date(2024, 12, 31), date(2025, 6, 30)):
        make_published(day, after=before)
        before = day

    first = ask(tokens["published"], "snapshots", pageSize="2").document
    second = ask(tokens["published"], first["next"].removeprefix("http://testserver")).document

    assert ([row["on"] for row in first["results"]], first["previous"]) == (["2025-06-30", "2024-12-31"], None)
    assert ([row["on"] for row in second["results"]], second["next"]) == (["2024-06-30"], None)
    assert second["previous"] == "http://testserver/api/v1/snapshots?page=1&pageSize=2"
    assert ask(tokens["published"], "snapshots", page="99").document["results"] == []


def test_answers_fit_the_document(tokens, figures, final):
    document = Client().get("/api/v1/openapi.json").json()
    schemas = document["components"]["schemas"]
    asked = {
        "/questionnaires": "questionnaires",
        "/questionnaires/{version}": "questionnaires/2026-1",
        "/snapshots": "snapshots",
        "/snapshots/{on}": "snapshots/2026-06-30",
        "/outcome-tables": "outcome-tables",
        "/outcomes": "outcomes",
        "/outcomes/{id}": f"outcomes/{final.scan.pk}",
    }

    assert set(asked) == set(document["paths"])
    for path, address in asked.items():
        content = document["paths"][path]["get"]["responses"]["200"]["content"]["application/json"]
        check(ask(tokens["location"], address).document, content["schema"], schemas)


def test_check_of_the_document_sees_what_is_wrong():
    with pytest.raises(Wrong):
        check({"a": "1"}, {"type": "object", "properties": {"a": {"type": "integer"}}}, {})
    with pytest.raises(Wrong):
        check({}, {"type": "object", "required": ["a"]}, {})


def test_published_figures_never_leave_their_control(tokens, figures):
    Snapshot.objects.update(control={"secret": "geheim"})

    for path in PUBLISHED_PATHS:
        assert "geheim" not in ask(tokens["published"], path).raw.content.decode()


def test_lists_take_the_same_queries_for_many(tokens, final, django_assert_max_num_queries):
    with django_assert_max_num_queries(12):
        ask(tokens["location"], "outcomes")
    assert ApiClient.objects.get(name="huis").used_on == today()
