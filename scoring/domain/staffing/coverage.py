"""Where the week is thin: the roster held against eis 1, 2, 3, 5 and 6, quarter by quarter. Breaks are ignored.

Somebody is *on the group* with a whole share only; who is shared between groups counts in the hours and as cover in
the house (eis 5 and 6). Unpaid people count for eis 2 only, *bereikbaarheid* for eis 6 only. Eis 1, 2, 3 and 5 are
looked at per group, eis 6 for the whole location. A quarter is thin when any minute of it is; shifts that overlap for
a handover are simply both there, and fill no other quarter.

*Gecombineerd* (the reading of the NZa: one person may serve more than one eis at once):

1. Paid carers on the group (zorg, nacht or toezicht) at intensive moments: at least two.
2. Somebody on the group from 07:00 to 23:00, whoever: zorg, nacht, toezicht, zingeving, paid or not.
3. Every day in the day shift either somebody paid for zingeving with at least half a share (half/half rosters are
   allowed; the source names no hours), or: in at least half of the time outside the intensive moments two people are
   on the group, one of them paid, so that one is free for it. The half hour of a handover is too short for that.
5. Somebody of level 3 or higher for zorg or nacht, day and night. Not toezicht: who keeps watch cannot leave for
   medication or a reserved procedure at that moment. Whether people are qualified and able is for the team to say.
6. Rests on the answer of the location (a nurse within 30 minutes). Its gaps only show when no nurse is in the roster.

*Strikt* (read separately): nobody serves eis 1 and eis 2 at once, so three are needed at intensive moments.

1. At least two for zorg or nacht, and at least three people on the group with the one of eis 2.
2. At intensive moments somebody besides the two: not a carer of eis 1, or the third.
3. Only somebody who is there for zingeving.

======================================  ==============================================================================
Reason                                  When
======================================  ==============================================================================
``twee_zorgverleners``                  eis 1 holds; ``minder_dan_twee_zorgverleners`` it does not
``drie_mensen``                         eis 1 strikt holds; ``minder_dan_drie_mensen`` it does not
``geen_intensieve_momenten``            eis 1: the location has no intensive moments, so nothing to check (ok is null)
``altijd_iemand``                       eis 2 holds; ``niet_altijd_iemand`` it does not
``altijd_iemand_naast_de_zorg``         eis 2 strikt holds; ``niet_altijd_iemand_naast_de_zorg`` it does not
``iemand_voor_zingeving``               eis 3 holds by somebody who is there for it, in every group on every day
``zingeving_in_rustige_uren``           eis 3 holds, at least somewhere by the quiet hours
``niet_elke_dag_zingeving``             eis 3 does not hold
``altijd_voldoende_niveau``             eis 5 holds; ``niet_altijd_voldoende_niveau`` it does not
``verpleegkundige_binnen_30_minuten``   eis 6 holds; ``geen_verpleegkundige_binnen_30_minuten`` it does not
``antwoord_ontbreekt``                  eis 6: the location did not say (ok is null)
======================================  ==============================================================================
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from scoring.domain.staffing.presence import CARE, CARE_OR_WATCH, carers, is_carer, is_present, present
from scoring.domain.staffing.roster import STRICT, ZINGEVING, Group, Roster
from scoring.domain.staffing.rules import StaffingRules
from scoring.domain.staffing.week import ALWAYS, EVERY_DAY, Gap, at_least, during, gaps, quarters

#: The eisen that a roster says something about.
EISEN: Final = ("1", "2", "3", "5", "6")


@dataclass(frozen=True, slots=True)
class Check:
    """One eis. ``gaps`` are those of all groups together, ``groups`` those of each group of the roster, in order.

    Eis 6 has no ``groups``, and its ``ok`` does not follow from its gaps.
    """

    ok: bool | None
    gaps: tuple[Gap, ...]
    reason: str
    groups: tuple[tuple[Gap, ...], ...] = ()


def coverage(roster: Roster, rules: StaffingRules) -> Mapping[str, Check]:
    """All checks, by the number of the eis."""
    intensive = 0
    for window in roster.windows:
        intensive |= during(window)
    views = [_View(group, intensive, rules) for group in roster.groups]
    strict = roster.mode == STRICT
    return {
        "1": _eis_1(views, strict),
        "2": _eis_2(views, strict),
        "3": _eis_3(views, strict),
        "5": _eis_5(views),
        "6": _eis_6(roster, rules),
    }


class _View:
    """A group with what its location and the rules ask of it, as minutes of the week."""

    def __init__(self, group: Group, intensive: int, rules: StaffingRules) -> None:
        self.group = group
        self.intensive = intensive
        self.rules = rules
        self.present = present(group)


def _eis_1(views: Sequence[_View], strict: bool) -> Check:
    if not any(view.intensive for view in views):
        return Check(None, (), "geen_intensieve_momenten", ((),) * len(views))
    if strict:
        return _check([_without_three(view) for view in views], "drie_mensen", "minder_dan_drie_mensen")
    return _check([_without_two(view) for view in views], "twee_zorgverleners", "minder_dan_twee_zorgverleners")


def _without_two(view: _View) -> int:
    return _missing(view.intensive, at_least(view.rules.carers, carers(view.group, CARE_OR_WATCH)))


def _without_three(view: _View) -> int:
    care = at_least(view.rules.carers, carers(view.group, CARE))
    return _missing(view.intensive, care & at_least(view.rules.carers + view.rules.present, view.present))


def _eis_2(views: Sequence[_View], strict: bool) -> Check:
    if strict:
        thin = [_without_watch(view) | _without_third(view) for view in views]
        return _check(thin, "altijd_iemand_naast_de_zorg", "niet_altijd_iemand_naast_de_zorg")
    return _check([_without_watch(view) for view in views], "altijd_iemand", "niet_altijd_iemand")


def _without_watch(view: _View) -> int:
    return _missing(during(view.rules.daytime), at_least(view.rules.present, view.present))


def _without_third(view: _View) -> int:
    """Intensive moments of the day with nobody besides the two of eis 1."""
    beside = [shift.minutes for shift in view.group.shifts if is_present(shift) and not is_carer(shift, CARE)]
    third = at_least(view.rules.present, beside) | at_least(view.rules.carers + view.rules.present, view.present)
    return _missing(view.intensive & during(view.rules.daytime), third)


def _eis_3(views: Sequence[_View], strict: bool) -> Check:
    thin, only_own_people = [], True
    for view in views:
        wanting = [day for day in EVERY_DAY if not _has_own_person(view, day)]
        only_own_people = only_own_people and not wanting
        if not strict:
            wanting = [day for day in wanting if not _has_quiet_time(view, day)]
        thin.append(during(view.rules.day_shift, wanting))
    return _check(
        thin,
        "iemand_voor_zingeving" if only_own_people else "zingeving_in_rustige_uren",
        "niet_elke_dag_zingeving",
    )


def _has_own_person(view: _View, day: int) -> bool:
    day_shift = during(view.rules.day_shift, (day,))
    return any(
        shift.minutes & day_shift
        for shift in view.group.shifts
        if shift.paid and shift.purpose == ZINGEVING and shift.share >= view.rules.zingeving_share
    )


def _has_quiet_time(view: _View, day: int) -> bool:
    """Enough time outside the intensive moments with two on the group, one of them paid."""
    quiet = during(view.rules.day_shift, (day,)) & ~view.intensive
    free = quiet & at_least(view.rules.present + 1, view.present) & at_least(1, carers(view.group, CARE_OR_WATCH))
    return free > 0 and free.bit_count() >= view.rules.quiet_share * quiet.bit_count()


def _eis_5(views: Sequence[_View]) -> Check:
    thin = [_missing(ALWAYS, at_least(1, _skilled(view))) for view in views]
    return _check(thin, "altijd_voldoende_niveau", "niet_altijd_voldoende_niveau")


def _skilled(view: _View) -> list[int]:
    """The minutes of who has enough level and may leave to use it, on the group or shared."""
    lowest = view.rules.skilled_level
    return [
        shift.minutes for shift in view.group.shifts if shift.paid and shift.purpose in CARE and shift.level >= lowest
    ]


def _eis_6(roster: Roster, rules: StaffingRules) -> Check:
    nurses = [
        shift.minutes
        for group in roster.groups
        for shift in group.shifts
        if shift.paid and shift.level >= rules.nurse_level
    ]
    reasons = {
        True: "verpleegkundige_binnen_30_minuten",
        False: "geen_verpleegkundige_binnen_30_minuten",
        None: "antwoord_ontbreekt",
    }
    answer = roster.nurse_within_30
    return Check(answer, gaps(_missing(ALWAYS, at_least(1, nurses))), reasons[answer])


def _check(thin: Sequence[int], holds: str, fails: str) -> Check:
    together = 0
    for minutes in thin:
        together |= minutes
    return Check(not together, gaps(together), fails if together else holds, tuple(gaps(minutes) for minutes in thin))


def _missing(wanted: int, found: int) -> int:
    """The wanted minutes in quarters that are not wholly filled."""
    return quarters(wanted & ~found) & wanted
