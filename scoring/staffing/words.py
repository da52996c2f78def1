"""What the staffing calculator says, in sentences: for the command and for every page."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal
from fractions import Fraction
from math import floor
from typing import Final

from django.utils.dates import WEEKDAYS
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from scoring.domain.staffing import week
from scoring.domain.staffing.coverage import Check
from scoring.domain.staffing.roster import COMBINED, STRICT
from scoring.domain.staffing.week import Gap, clock

#: What each eis is about.
EISEN: Final = {
    "1": gettext_lazy("Two carers at intensive moments"),
    "2": gettext_lazy("Somebody in the living room, day and evening"),
    "3": gettext_lazy("Somebody for a meaningful day, every day"),
    "5": gettext_lazy("Enough expertise at hand, day and night"),
    "6": gettext_lazy("A nurse on site within 30 minutes"),
}

#: The two ways to read the eisen. Neither is the law.
MODES: Final = {
    COMBINED: gettext_lazy(
        "combined (one person may count for more than one requirement at once, as the NZa reads it)"
    ),
    STRICT: gettext_lazy("strict (who provides care at an intensive moment does not also watch the living room)"),
}

#: A sentence for each reason (see ``coverage``).
REASONS: Final = {
    "twee_zorgverleners": gettext_lazy("At intensive moments at least two paid carers are always on the group."),
    "minder_dan_twee_zorgverleners": gettext_lazy(
        "At these intensive moments fewer than two paid carers are on the group. Who is shared between groups or is "
        "there for meaningful activities does not count."
    ),
    "drie_mensen": gettext_lazy(
        "At intensive moments two paid people are always there for care, and somebody else for the living room."
    ),
    "minder_dan_drie_mensen": gettext_lazy(
        "At these intensive moments there are no two paid people for care with somebody else for the living room."
    ),
    "geen_intensieve_momenten": gettext_lazy("No intensive moments are given, so there is nothing to check."),
    "altijd_iemand": gettext_lazy("During the day and the evening somebody is always on the group."),
    "niet_altijd_iemand": gettext_lazy(
        "At these times nobody is on the group. Who is shared between groups does not count."
    ),
    "altijd_iemand_naast_de_zorg": gettext_lazy(
        "During the day and the evening somebody is always on the group, at intensive moments besides the two for care."
    ),
    "niet_altijd_iemand_naast_de_zorg": gettext_lazy(
        "At these times nobody is on the group, or at an intensive moment nobody besides the two for care."
    ),
    "iemand_voor_zingeving": gettext_lazy("Every day somebody is in the day shift for meaningful activities."),
    "zingeving_in_rustige_uren": gettext_lazy(
        "Not every day shift has somebody for meaningful activities alone, but in the quiet hours two people are "
        "there, so that one has time for it."
    ),
    "niet_elke_dag_zingeving": gettext_lazy(
        "In these day shifts nobody is there for meaningful activities, and in the quiet hours there is no second "
        "person who has time for it."
    ),
    "altijd_voldoende_niveau": gettext_lazy(
        "Day and night somebody of level 3 or higher is there. Whether they are qualified and able for what is needed, "
        "only the team can say."
    ),
    "niet_altijd_voldoende_niveau": gettext_lazy("At these times nobody of level 3 or higher is there for care."),
    "verpleegkundige_binnen_30_minuten": gettext_lazy(
        "You answered: a nurse is here within 30 minutes, day and night."
    ),
    "geen_verpleegkundige_binnen_30_minuten": gettext_lazy(
        "You answered: a nurse is not always here within 30 minutes."
    ),
    "antwoord_ontbreekt": gettext_lazy(
        "A roster cannot show this. Answer whether a nurse is here within 30 minutes, day and night."
    ),
}

#: The purposes of a shift, as a person chooses them.
PURPOSES: Final = {
    "zorg": gettext_lazy("care"),
    "toezicht": gettext_lazy("watch"),
    "zingeving": gettext_lazy("meaningful activities"),
    "bereikbaarheid": gettext_lazy("on call"),
    "nacht": gettext_lazy("night"),
}

#: The levels of function, with the profession that comes with most of them.
LEVEL_NAMES: Final = {
    1: gettext_lazy("1 – care assistant"),
    2: gettext_lazy("2 – helper"),
    3: gettext_lazy("3 – carer"),
    4: gettext_lazy("4 – nurse"),
    5: gettext_lazy("5 – hbo nurse"),
}

#: What the gaps of eis 6 are: they never decide it.
NURSE_GAPS: Final = gettext_lazy("No nurse (level 4 or 5) stands in the roster at these times:")


def verdict(check: Check) -> str:
    """Whether an eis is covered, in a word or two."""
    if check.ok is None:
        return _("cannot be said")
    return _("covered") if check.ok else _("not covered")


def shown(value: Fraction, places: int) -> str:
    """The number rounded (halves up) and written as in the language of the page: ``0,88``."""
    return number_format(Decimal(floor(value * 10**places + Fraction(1, 2))).scaleb(-places), places)


def percentage(value: Fraction, places: int = 1) -> str:
    """A part of 1 as a percentage: ``44,4%``. Whole percentages have no decimals."""
    hundredth = value * 100
    return f"{shown(hundredth, 0 if hundredth.denominator == 1 else places)}%"


def stretches(gaps: Sequence[Gap]) -> list[str]:
    """Gaps in words, equal times of several days in one: ``elke dag van 10:00 tot 10:30 uur``."""
    days: dict[tuple[int, int], list[int]] = {}
    for weekday, start, end in sorted(gaps, key=lambda gap: (gap.start, gap.end, gap.weekday)):
        days.setdefault((start, end), []).append(weekday)
    return [
        _("%(days)s from %(start)s to %(end)s") % {"days": in_days(found), "start": clock(start), "end": clock(end)}
        for (start, end), found in days.items()
    ]


def in_days(days: Iterable[int]) -> str:
    """Weekdays in words: ``elke dag``, ``op werkdagen``, ``op maandag en dinsdag``."""
    found = tuple(days)
    if found == week.EVERY_DAY:
        return _("every day")
    if found == week.WEEKDAYS:
        return _("on weekdays")
    if found == (6, 7):
        return _("at the weekend")
    *first, last = [str(WEEKDAYS[day - 1]) for day in found]
    if not first:
        return _("on %(day)s") % {"day": last}
    return _("on %(days)s and %(last)s") % {"days": ", ".join(first), "last": last}


def decimal_text(value: Decimal) -> str:
    """A number as people type it, without zeros at its end: ``7,2``."""
    plain = value.normalize()
    places = max(0, -int(plain.as_tuple().exponent))
    return str(number_format(plain, places, use_l10n=True, force_grouping=False)) if abs(plain) < 1000 else f"{plain:f}"


def share_text(value: Fraction) -> str:
    """The part of a person that a group has, as people type it: ``1``, ``1/4`` or ``0,75``."""
    near = value.limit_denominator(100)
    if abs(near - value) < Fraction(1, 10**6) and near.numerator == 1:
        return str(near)
    return decimal_text(Decimal(floor(value * 10**4 + Fraction(1, 2))).scaleb(-4))


def hours(window: week.Window) -> str:
    """A stretch of the day: ``07:00–10:00``."""
    return f"{clock(window.start)}–{clock(window.end)}"


def group_name(names: Sequence[str], number: int) -> str:
    """What a group is called: its own name, or its number (from 1)."""
    return names[number - 1] or _("Group %(number)s") % {"number": number}
