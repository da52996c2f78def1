"""Disclosure control: from scans to a snapshot that may be published. All figures about several locations pass here.

``publish`` is the only way to figures. Per attribute (a theme, a topic, a tier) it chooses the groups that may have
figures (``disclosure_groups``), rounds and puts levels together (``disclosure_rows``), and lets the attacker judge the
result beside everything published before (``disclosure_draft``). What is not shown is ``Suppressed``, also when
something is the case that nobody thought of. The argument why this is safe: docs/decisions/0006-disclosure-control.md.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from scoring.domain.disclosure_draft import Draft, Material, select
from scoring.domain.disclosure_funnel import funnel_tables
from scoring.domain.disclosure_groups import NEW, OLD, WHOLE, Candidate, Key
from scoring.domain.disclosure_model import (
    ABSENT,
    ATTACK,
    BREAKDOWNS,
    COUNTRY,
    DECIDED,
    FIRST,
    FORMS,
    NL,
    REPEAT,
    RULE,
    TELLING_NOTHING,
    THEMES,
    TIER,
    TOPICS,
    TRANSITION,
    Fact,
    Place,
    Roster,
    Row,
    Snapshot,
    Suppressed,
    Table,
    all_facts,
)
from scoring.domain.disclosure_passed import Passed
from scoring.domain.disclosure_population import zorgkantoren
from scoring.domain.disclosure_rows import rounded
from scoring.domain.disclosure_settings import Settings, SettingsError
from scoring.domain.disclosure_shadows import newcomers, shadows
from scoring.domain.disclosure_universe import universe_of
from scoring.domain.disclosure_worlds import Clue

if TYPE_CHECKING:
    from scoring.domain.disclosure_model import Flags, Ranks
    from scoring.domain.disclosure_population import Population

#: A row without new figures: those that stand, or why there are none.
Verdict = Fact | Suppressed


class NotInOrder(ValueError):
    """Snapshots are published one after the other: this day is not after the last one."""


def publish(
    population: Population,
    hierarchy: Mapping[str, str],
    earlier: Sequence[Snapshot],
    settings: Settings,
    passed: Passed | None = None,
) -> Snapshot:
    """The snapshot of a day. ``hierarchy`` gives the zorgkantoor of each region; ``earlier`` has all snapshots before.

    The same input gives the same snapshot. ``passed`` keeps what the attacker was asked, for who asks again.
    """
    if not isinstance(settings, Settings):
        raise SettingsError("there are no disclosure settings")
    if any(snapshot.on >= population.on for snapshot in earlier):
        raise NotInOrder(str(population.on))
    work = Work(population, hierarchy, tuple(earlier), settings)
    verdicts = dict(work.verdicts(passed if passed is not None else Passed()))
    return Snapshot(
        on=population.on,
        questionnaire=population.questionnaire,
        rules=population.rules,
        settings=settings.version,
        excluded={why: rounded(count, settings.base) for why, count in sorted(population.excluded.items())},
        tables=(*_tables(verdicts), *funnel_tables(population, hierarchy, settings)),
        facts=tuple([verdict for verdict in verdicts.values() if isinstance(verdict, Fact)]),
        roster=work.roster,
    )


class Work:
    """Publishing one snapshot: what is the same for all attributes."""

    def __init__(
        self, population: Population, hierarchy: Mapping[str, str], earlier: tuple[Snapshot, ...], settings: Settings
    ) -> None:
        self.population, self.hierarchy, self.settings = population, hierarchy, settings
        self.roster = Roster(population.scans, population.organisations)
        self.universe = universe_of(population, [snapshot.roster for snapshot in earlier])
        self.latest, self.repeated = population.latest(), population.repeated()
        #: The scans of each group, among all that ever were.
        self.wide = {key: self.universe.spread(flags) for key, flags in self._groups(hierarchy, self.latest)}
        self.earlier = sorted(earlier, key=lambda snapshot: snapshot.on)
        everybody = self._groups(hierarchy, self.latest | ~self.latest) if earlier else ()
        self.ever = {key: self.universe.spread(flags) for key, flags in everybody}
        self.before: dict[str, list[tuple[Fact, Flags]]] = {}
        for fact, roster in all_facts(earlier):
            found = self.universe.flags(roster.members(fact))
            self.before.setdefault(fact.place.attribute, []).append((fact, found))
        self.chosen: dict[object, dict[Key, str]] = {}

    def _groups(self, hierarchy: Mapping[str, str], among: Flags) -> Iterator[tuple[Key, Flags]]:
        """The scans of each group of each breakdown, among some."""
        yield WHOLE, among
        yield from ((key, among & found) for key, found in zorgkantoren(self.population.columns, hierarchy))
        for column in self.population.columns:
            for place, label in enumerate(column.labels):
                yield (column.breakdown, label), among & (column.codes == place)

    def verdicts(self, passed: Passed) -> Iterator[tuple[Place, Verdict]]:
        """What becomes of every row, table by table."""
        for theme in self.population.themes:
            yield from self._attribute(Place(THEMES, theme, *WHOLE), list(self.wide), passed)
        for row in (RULE, DECIDED):
            yield from self._attribute(Place(TIER, row, *WHOLE), list(self.wide), passed)
        for topic in self.population.topics:
            yield from self._attribute(Place(TOPICS, topic, *WHOLE), [WHOLE], passed)

    def _attribute(self, whole: Place, keys: list[Key], passed: Passed) -> Iterator[tuple[Place, Verdict]]:
        """The rows of one attribute; ``whole`` is that of the country."""
        attribute, table, row = whole.attribute, whole.table, whole.row
        before = self.before.get(attribute, [])
        standing = {_key(fact.place): (fact, flags) for fact, flags in before}
        material = self._material(attribute, table, keys, before, standing)
        draft = self._draft(material)
        draft.make_safe(passed)
        for key in material.candidates:
            yield _place(table, row, key), self._verdict(draft, key, _place(table, row, key), standing)

    def _material(
        self,
        attribute: str,
        table: str,
        keys: list[Key],
        before: list[tuple[Fact, Flags]],
        standing: Mapping[Key, tuple[Fact, Flags]],
    ) -> Material:
        wide = self.spread(ranks := self.population.ranks[attribute])
        groups = {key: self.wide[key] & (wide >= 0) for key in keys}
        if table == THEMES:
            groups |= {key: self.universe.spread(flags) for key, flags in self._pairs(ranks).items()}
        groups |= {key: wide < -1 for key in standing if key not in groups}
        had = {} if table == TOPICS else self._shadows(before)
        candidates = {
            key: Candidate(flags, standing[key][1] if key in standing else None, had.get(key))
            for key, flags in groups.items()
        }
        return Material(
            organisations=self.universe.organisations,
            ranks=wide,
            candidates=candidates,
            published=tuple([Clue(flags, fact.form, fact.shown) for fact, flags in before]),
            joined=tuple(newcomers(before)),
        )

    def _shadows(self, before: list[tuple[Fact, Flags]]) -> dict[Key, Flags]:
        """The groups without figures of their own that could be had by subtraction after an earlier snapshot."""
        flags = {(fact.place, fact.on): members for fact, members in before}
        stood = [
            {_key(fact.place): flags[fact.place, fact.on] for fact in snapshot.facts if (fact.place, fact.on) in flags}
            for snapshot in self.earlier
        ]
        return shadows(stood, self.ever, self.hierarchy, self.universe.spread(self.latest | ~self.latest))

    def _pairs(self, ranks: Ranks) -> dict[Key, Flags]:
        """First and last scan of the locations that have a level in both."""
        import numpy as np

        first, last = self.repeated
        locations = self.population.locations
        scored = ranks >= 0
        both = np.intersect1d(locations[first & scored], locations[last & scored])
        among = np.isin(locations, both)
        return {(FIRST, NL): first & among, (REPEAT, NL): last & among}

    def spread(self, ranks: Ranks) -> Ranks:
        import numpy as np

        found = np.full(len(self.universe.scans), -1, dtype=np.int8)
        found[self.universe.places] = ranks
        return found

    def _draft(self, material: Material) -> Draft:
        """The draft of an attribute; the choice of groups is made once for attributes that count the same scans."""
        groups = [(key, found.members.tobytes()) for key, found in material.candidates.items()]
        stood = [
            (key, found.standing.tobytes()) for key, found in material.candidates.items() if found.standing is not None
        ]
        had = [(key, found.shadow.tobytes()) for key, found in material.candidates.items() if found.shadow is not None]
        same = hash(
            (tuple(had), tuple(groups), tuple(stood), tuple([clue.members.tobytes() for clue in material.published]))
        )
        if same not in self.chosen:
            self.chosen[same] = select(material, self.settings).settle()
        return Draft(material, self.settings, self.chosen[same])

    def _verdict(self, draft: Draft, key: Key, place: Place, standing: Mapping[Key, tuple[Fact, Flags]]) -> Verdict:
        import numpy as np

        status = draft.status[key]
        if status == NEW and key in draft.figures:
            found = draft.figures[key]
            members = np.packbits(draft.material.candidates[key].members[self.universe.places]).tobytes()
            return Fact(place, self.population.on, members, found.total, found.form, found.shown)
        if status == OLD and key in standing:
            return standing[key][0]
        return Suppressed(status if status in TELLING_NOTHING else ATTACK)


def _key(place: Place) -> Key:
    """The group of a place; the two rows of the transition table are breakdowns of their own."""
    for ending in (FIRST, REPEAT):
        if place.table == TRANSITION and place.row.endswith(ending):
            return ending, place.group
    return place.breakdown, place.group


def _place(table: str, row: str, key: Key) -> Place:
    if key[0] in (FIRST, REPEAT):
        return Place(TRANSITION, row + key[0], COUNTRY, key[1])
    return Place(table, row, *key)


def _tables(verdicts: Mapping[Place, Verdict]) -> Iterator[Table]:
    """The tables in their fixed order, the country first."""
    order = {THEMES: 0, TOPICS: 1, TIER: 2, TRANSITION: 3}
    rows: dict[tuple[str, str, str], list[Row]] = {}
    for place, verdict in verdicts.items():
        rows.setdefault((place.table, place.breakdown, place.group), []).append(_row(place, verdict))
    for table, breakdown, group in sorted(
        rows, key=lambda found: (order[found[0]], BREAKDOWNS.index(found[1]), found[2])
    ):
        yield Table(table, breakdown, group, tuple(rows[table, breakdown, group]))


def _row(place: Place, verdict: Verdict) -> Row:
    if isinstance(verdict, Fact):
        return Row(place.row, verdict.cells(), verdict.on)
    return Row(place.row, {place.states[part[0]]: Suppressed(verdict.why or ABSENT) for part in FORMS[0]}, None)
