"""Pages on which a location sees itself beside the others, and as the programme office sees it."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from questionnaires.models import Scan
from questionnaires.queries import location_to_read
from scoring.benchmark.presenters import comparison_of, tab_name
from scoring.benchmark.queries import compared_with, figures_like, row_of
from scoring.domain.disclosure_model import COUNTRY
from scoring.models import Assessment, Snapshot
from scoring.outcomes.access import outcome_to_read
from scoring.outcomes.queries import in_force
from scoring.publication.presenters import Book
from scoring.publication.queries import days_published, last_published_on, published


@require_safe
def benchmark(request: HttpRequest, scan: UUID) -> HttpResponse:
    """The levels of a scan that is final, each in the published distribution; ``?met=`` chooses the group."""
    found = outcome_to_read(request.user, scan)
    holds = in_force(found)
    if holds is None or holds.decision is None:
        raise Http404
    snapshot = figures_like(holds.assessment)
    if snapshot is None:
        context = {"scan": found, "is_other_version": last_published_on() is not None}
        return render(request, "benchmark/none.html", context)
    wanted = request.GET.get("met", "")
    return render(request, "benchmark/page.html", _beside(found, holds.assessment, snapshot, wanted))


def _beside(scan: Scan, assessment: Assessment, snapshot: Snapshot, wanted: str) -> dict[str, Any]:
    from scoring.publication.services import hierarchy

    groups = compared_with(row_of(assessment), hierarchy(snapshot.on))
    chosen = wanted if wanted in groups else COUNTRY
    own = {key: theme["level"] for key, theme in assessment.outcome["themes"].items()}
    comparison = comparison_of(Book(snapshot), chosen, groups[chosen], own)
    return {
        "scan": scan,
        "snapshot": snapshot,
        "tabs": [(key, tab_name(key, group), key == chosen) for key, group in groups.items()],
        "name": tab_name(chosen, groups[chosen]),
        "comparison": comparison,
    }


@require_safe
def seen_by_office(request: HttpRequest, location: UUID) -> HttpResponse:
    """Exactly what the programme office sees of a location; ``?op=`` chooses the day of the figures."""
    from scoring.benchmark.office import chosen_day, groups_seen, kept_of

    place = location_to_read(request.user, location)
    days = days_published()
    on = chosen_day(request.GET.get("op", ""), days)
    snapshot = published().defer("control").get(on=on) if on else None
    context = {
        "location": place,
        "kept": kept_of(place),
        "days": days,
        "snapshot": snapshot,
        "groups": groups_seen(place, snapshot) if snapshot else [],
    }
    return render(request, "benchmark/seen.html", context)
