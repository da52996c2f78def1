"""The improvement plan: the page, the version to print, and the examples to begin with."""

from collections.abc import Iterable, Mapping
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from questionnaires.definitions import Level, Theme
from scoring.followup import templates
from scoring.followup.access import Reader, plan_reader
from scoring.followup.presenters import low_topics, plan_view
from scoring.followup.pulse_presenters import pulse_views
from scoring.followup.queries import Frozen, frozen_outcome, plan_rows
from scoring.followup.views.door import writes
from wolscan.dates import today


@require_safe
def plan(request: HttpRequest, scan: UUID) -> HttpResponse:
    """What the location does with its outcome, theme by theme, and what is still missing."""
    reader = plan_reader(request.user, scan)
    return render(request, "followup/plan.html", _context(reader))


@require_safe
def plan_print(request: HttpRequest, scan: UUID) -> HttpResponse:
    """The plan on paper."""
    reader = plan_reader(request.user, scan)
    return render(request, "followup/print.html", _context(reader) | {"printed_on": today()})


def _context(reader: Reader) -> dict[str, object]:
    rows = plan_rows(reader.scan)
    return {
        "scan": reader.scan,
        "reader": reader,
        "plan": plan_view(rows, today()),
        "pulses": pulse_views(rows.frozen, rows.pulses),
        "today": today(),
    }


@require_safe
@writes
def plan_examples(request: HttpRequest, reader: Reader, theme: str) -> HttpResponse:
    """*Begin met een voorbeeld*: small actions to try in two weeks, first for the topics that stood low."""
    frozen = frozen_outcome(reader.scan)
    chosen = theme_of(frozen, theme)
    levels = {topic.key: topic.level for topic in low_topics(frozen, chosen)}
    context = {
        "scan": reader.scan,
        "theme": chosen,
        "low": _examples(frozen, levels, levels),
        "other": _examples(frozen, [topic.key for topic in chosen.topics if topic.key not in levels], levels),
    }
    return render(request, "followup/examples.html", context)


def _examples(frozen: Frozen, topics: Iterable[str], levels: Mapping[str, Level]) -> list[dict[str, object]]:
    """The topics that have examples, each with its level where it stood low."""
    topic_of = frozen.questionnaire.topics
    return [
        {"topic": topic_of[key], "level": levels.get(key), "examples": found}
        for key in topics
        if (found := templates.for_topic(key))
    ]


def theme_of(frozen: Frozen, key: str) -> Theme:
    """A theme of the questionnaire; 404 for an unknown one."""
    try:
        return frozen.questionnaire.theme(key)
    except KeyError as error:
        raise Http404 from error
