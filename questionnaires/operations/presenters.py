"""A location as the programme office sees it, for the page and for the file: the same words in both."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from questionnaires.definitions import load
from questionnaires.models import Application, Route, Scan, State
from questionnaires.operations.counted import STAGES
from questionnaires.operations.queries import applications_by_location, scans_by_key
from questionnaires.presenters import tr
from wolscan.models import Location


@dataclass(frozen=True, slots=True)
class Extension:
    """The round got more time: from when to when, and why."""

    old: date | None
    new: date | None
    reason: str


@dataclass(frozen=True, slots=True)
class Row:
    """One location. ``tier`` and ``themes`` are there once the scan is confirmed."""

    location: Location
    scan: Scan | None
    state: str
    dates: dict[str, date]
    adviser: str
    tier: str
    themes: list[str]
    route: str
    extensions: list[Extension]

    @property
    def named_dates(self) -> list[tuple[str, date]]:
        """The days with what they are called."""
        return [(word, self.dates[key]) for key, word in date_names().items() if key in self.dates]


@dataclass(frozen=True, slots=True)
class Stage:
    """One stage of the funnel: its name, how many locations reached it, and what share that is of the first."""

    key: str
    name: str
    count: int
    percent: int


def rows(locations: Iterable[Location]) -> list[Row]:
    """The rows of some locations that have a ``scan_key``. Four queries, whatever their number."""
    found = list(locations)
    scans = scans_by_key([place.scan_key for place in found])
    applied = applications_by_location([place.pk for place in found])
    return [_row(place, scans.get(place.scan_key), applied.get(place.pk)) for place in found]


def _row(place: Location, scan: Scan | None, applied: Application | None) -> Row:
    decisions = list(scan.decisions.all()) if scan and scan.is_final else []
    decided = decisions[-1] if decisions else None
    route = (scan.route if scan else "") or (applied.route if applied else "")
    return Row(
        location=place,
        scan=scan,
        state=str(scan.get_state_display() if scan else State.AANGEMELD.label),
        dates=_dates(scan, applied),
        adviser=scan.adviser.name if scan and scan.adviser else "",
        tier=str(decided.get_tier_display()) if decided else "",
        themes=[tr(load(scan.questionnaire).theme(key).title) for key in decided.themes] if decided and scan else [],
        route=str(dict(Route.choices).get(route, "")),
        extensions=[Extension(c.old, c.new, c.reason) for c in scan.extensions] if scan else [],
    )


def date_names() -> dict[str, str]:
    """The days of a row, in their order, with what they are called."""
    return {
        "applied": _("Applied"),
        "opened": _("Started"),
        "closes": _("Round until"),
        "sent_in": _("Sent in"),
        "confirmed": _("Confirmed"),
        "repeat": _("Repeat scan"),
    }


def _dates(scan: Scan | None, applied: Application | None) -> dict[str, date]:
    days: dict[str, date | None] = {"applied": timezone.localdate(applied.applied_at) if applied else None}
    if scan:
        days |= {
            "opened": scan.opened_on,
            "closes": scan.closes_on,
            "sent_in": timezone.localdate(scan.submitted_at) if scan.submitted_at else None,
            "confirmed": scan.confirmed_on,
            "repeat": scan.repeat_on,
        }
    return {key: day for key, day in days.items() if day}


def stages(counts: Mapping[str, int]) -> list[Stage]:
    """The funnel in order."""
    names = {
        "aangemeld": _("Registered"),
        "open": _("Opened"),
        "ingevuld": _("Filled in"),
        "gesprek": _("Talked about"),
        "ingediend": _("Sent in"),
        "vastgesteld": _("Confirmed"),
        "actie": _("Working on actions"),
        "herhaalscan": _("Repeat scan begun"),
    }
    most = max(counts["aangemeld"], 1)
    return [Stage(key, names[key], counts[key], counts[key] * 100 // most) for key in STAGES]


def export_headings() -> list[str]:
    """The first line of the file."""
    places = [_("Organisation"), _("Location"), _("Place"), _("Region"), _("State")]
    return [*places, *date_names().values(), _("Adviser"), _("Decided support"), _("Themes to support"), _("Route"),
            _("Reason of the extension")]  # fmt: skip


def export_lines(found: Iterable[Row]) -> Iterator[list[Any]]:
    """The other lines: what the page shows, and nothing more."""
    for row in found:
        place = row.location
        yield [
            place.organisation.name,
            place.name,
            place.place,
            place.region.name,
            row.state,
            *(row.dates[key].isoformat() if key in row.dates else "" for key in date_names()),
            row.adviser,
            row.tier,
            ", ".join(row.themes),
            row.route,
            " / ".join(extension.reason for extension in row.extensions),
        ]
