"""The place of a location in published figures: its own level per theme, groups to compare with, words where hidden."""

import re
from datetime import date

import pytest
from django.urls import reverse

from scoring.benchmark.presenters import comparison_of
from scoring.benchmark.queries import compared_with
from scoring.domain.levels import LEVELS
from scoring.models import OutcomeRow, Snapshot
from scoring.publication.presenters import Book
from tests import factories
from tests.kept import kept_begin
from tests.scoring.publication.figures import THEMES, make_draft, make_published

DAY = date(2026, 6, 30)
VOLUNTARY = "Deelname is vrijwillig; de uitkomsten zijn niet representatief voor de sector."


@pytest.fixture
@kept_begin
def final(cast):
    """The scan of De Linde, confirmed: every theme neutral."""
    factories.send_in_scan(cast.scan, cast.coordinator)
    factories.confirm_scan(cast.scan, cast.adviser)
    return cast


def page(client, scan, **query):
    answer = client.get(reverse("benchmark", args=[scan.pk]), query)
    assert answer.status_code == 200
    return answer.content.decode()


def text(found):
    """A page without its tags."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", found))


@pytest.mark.parametrize("who", ["coordinator", "quality_officer", "adviser"])
def test_people_of_the_scan_see_its_place(final, as_user, who):
    make_published(DAY)

    found = page(as_user(getattr(final, who)), final.scan)

    assert "De Linde naast andere locaties" in found
    assert "Cijfers van 30 juni 2026" in found
    assert VOLUNTARY in found
    assert "20 van 100 locaties (20%)" in found
    assert "geen gemiddelde en geen ranglijst" in found


@pytest.mark.parametrize("who", ["programme_office", "administrator", "stranger", "other_adviser"])
def test_for_others_it_does_not_exist(final, as_user, who):
    make_published(DAY)

    assert as_user(getattr(final, who)).get(reverse("benchmark", args=[final.scan.pk])).status_code == 404


def test_before_the_scan_is_final_there_is_nothing_to_compare(cast, as_user):
    make_published(DAY)
    factories.send_in_scan(cast.scan, cast.coordinator)

    assert as_user(cast.coordinator).get(reverse("benchmark", args=[cast.scan.pk])).status_code == 404


def test_outcome_page_leads_there_once_it_is_final(final, as_user):
    address = reverse("benchmark", args=[final.scan.pk])

    assert address in as_user(final.coordinator).get(reverse("outcome", args=[final.scan.pk])).content.decode()


def test_mark_stands_under_the_own_part_once_a_theme(final, as_user):
    make_published(DAY)

    found = page(as_user(final.coordinator), final.scan)

    marks = re.findall(r'<li class="w(\d+)"><span class="mark">', found)
    assert marks == ["20"] * 5 + ["15", "25"]  # the eighth theme is hidden
    assert len(re.findall(r'class="number own"', found)) == 7
    assert "Verborgen: bijna alle locaties hebben hetzelfde niveau." in found


def test_mark_has_words_for_those_who_do_not_see_it(final, as_user):
    make_published(DAY)

    found = page(as_user(final.coordinator), final.scan)

    assert 'class="marks" aria-hidden="true"' in found
    assert text(found).count("De Linde: Neutraal Neutraal 20 van 100 locaties (20%)") == 5  # the icon says it too


def test_figures_that_stand_say_their_day(final, as_user):
    make_published(DAY)

    assert "cijfers van 31 december 2025" in page(as_user(final.coordinator), final.scan)


def test_region_has_its_own_figures(final, as_user):
    make_published(DAY)

    found = page(as_user(final.coordinator), final.scan, met="region")

    assert "<h2>Regio Utrecht</h2>" in found
    assert text(found).count("Neutraal 5 van 25 locaties (20%)") == 8


@pytest.mark.parametrize("breakdown", ["zorgkantoor", "size"])
def test_group_without_figures_says_so_and_shows_nothing(final, as_user, breakdown):
    make_published(DAY)

    found = page(as_user(final.coordinator), final.scan, met=breakdown)

    assert "Van deze groep zijn er geen cijfers" in found
    assert "bar__part" not in found
    assert "<table" not in found


def test_hidden_region_says_why(final, as_user):
    OutcomeRow.objects.update(region="zeeland")
    make_published(DAY)

    found = page(as_user(final.coordinator), final.scan, met="region")

    assert "Zij tellen mee in de cijfers van het zorgkantoor." in found
    assert "<table" not in found


@pytest.mark.parametrize(
    "wanted", ["onzin", "period", "small", "target", "\x00", "country'--", "²", "x" * 5000, "", "nl"]
)
def test_unknown_group_is_the_country(final, as_user, wanted):
    make_published(DAY)

    assert "<h2>Heel Nederland</h2>" in page(as_user(final.coordinator), final.scan, met=wanted)


def test_draft_figures_are_never_shown(final, as_user):
    make_draft(DAY)

    found = page(as_user(final.coordinator), final.scan)

    assert "Er zijn nog geen cijfers gepubliceerd." in found
    assert "bar__part" not in found


def test_figures_of_another_version_are_not_put_beside_it(final, as_user):
    make_published(DAY)
    Snapshot.objects.update(rules="2025-1")

    found = page(as_user(final.coordinator), final.scan)

    assert "Niveaus van twee versies zijn niet te vergelijken." in found


def test_newest_figures_of_the_own_version_count(final, as_user):
    make_published(date(2025, 12, 31))
    make_published(DAY, after=date(2025, 12, 31))
    Snapshot.objects.filter(on=DAY).update(questionnaire="2099-1")

    assert "Cijfers van 31 december 2025" in page(as_user(final.coordinator), final.scan)


def test_page_takes_few_queries(final, as_user, django_assert_max_num_queries):
    make_published(DAY)
    client = as_user(final.coordinator)
    with django_assert_max_num_queries(14):
        page(client, final.scan)


@pytest.fixture
def book(db):
    return Book(make_published(DAY))


def theme(book, place, level):
    return comparison_of(book, "country", "nl", {THEMES[place]: level}).rows[place]


@pytest.mark.parametrize("level", ["ernstig_issue", "aandachtspunt"])
def test_levels_that_were_put_together_are_one_place(book, level):
    row = theme(book, 5, level)

    assert [cell.is_own for cell in row.cells] == [True, False, False]
    assert [part["is_own"] for part in row.parts] == [True, False, False]
    assert row.words == "Ernstig issue en aandachtspunt: 75 van 100 locaties (75%)"


def test_theme_without_a_level_has_no_mark(book):
    row = theme(book, 0, None)

    assert (row.own, row.words, any(cell.is_own for cell in row.cells)) == (None, "", False)


def test_hidden_theme_has_the_own_level_and_no_figures(book):
    row = theme(book, 7, "uitblinker")

    assert (row.own.key, row.words, list(row.cells), list(row.parts)) == ("uitblinker", "", [], [])


def test_count_that_was_rounded_to_nothing_is_said_in_words(book):
    counts = [{"count": count, "share": count / 20} for count in (5, 10, 5, 0)]
    row = {"key": THEMES[0], "n": 20, "since": None, "cells": dict(zip(LEVELS, counts))}
    book.found["theme_by_level", "country", "nl"]["rows"][0] = row

    found = theme(book, 0, "uitblinker")

    assert found.words == "0 van 20 locaties (0%)"


def test_legend_names_what_the_bars_hold(book):
    keys = [level.key for level in comparison_of(book, "country", "nl", {}).legend]

    assert keys == ["ernstig_issue", "ernstig_issue-aandachtspunt", "aandachtspunt", "neutraal", "uitblinker"]


def test_groups_are_those_of_the_day_of_confirming(final):
    row = OutcomeRow.objects.get(scan_key=final.scan.pk)

    groups = compared_with(row, {"utrecht": "Zilveren Kruis"})

    assert groups == {"country": "nl", "region": "utrecht", "zorgkantoor": "Zilveren Kruis", "size": "25-49"}
    assert compared_with(None, {}) == {"country": "nl"}
