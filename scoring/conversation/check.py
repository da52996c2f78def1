"""*Controle voor insturen*: what must be mended before a scan can be sent in, and what deserves a word.

Findings are codes with the topics, themes or groups they are about; the presenters make sentences of them.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from questionnaires.definitions import TEAM
from questionnaires.models import Scan
from scoring.assessment.queries import incomplete_themes, outcome_of
from scoring.conversation.queries import Table, TableTopic, serious_issues, table_of, wishes
from scoring.domain import conversation as talk
from scoring.domain.levels import DONT_KNOW_KEY, LEVELS, NOT_APPLICABLE_KEY, RANKS
from scoring.review.queries import unanswered_questions

#: From so many equal answers on, "all the same" deserves a word.
MANY_ANSWERS = 10
#: Levels at which a decision that nobody explained deserves a word.
LOW = frozenset(LEVELS[:2])


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was found: its code, and what it is about."""

    code: str
    topics: tuple[str, ...] = ()
    themes: tuple[str, ...] = ()
    units: tuple[str, ...] = ()
    count: int = 0


@dataclass(frozen=True, slots=True)
class Findings:
    """What the check found. ``incomplete`` themes can be sent in with a reason; errors block."""

    errors: tuple[Finding, ...]
    warnings: tuple[Finding, ...]
    incomplete: tuple[str, ...]


def check(scan: Scan, table: Table | None = None) -> Findings:
    """Everything that is found at a scan now. A fixed number of queries."""
    table = table or table_of(scan)
    outcome = outcome_of(scan)
    return Findings(
        errors=tuple(_errors(table)),
        warnings=(*_about_voices(table), *_about_decisions(table), *_about_what_follows(scan, table)),
        incomplete=tuple(incomplete_themes(outcome)),
    )


def _errors(table: Table) -> Iterator[Finding]:
    decided = list(table.topics.values())
    yield from _found("reden_ontbreekt", decided, lambda t: {talk.OTHER_LEVEL, talk.FLAG} & set(t.missing))
    yield from _found("kritisch_nvt", decided, lambda t: set(t.missing) == {talk.CRITICAL_NOT_APPLICABLE})
    yield from _found("basis_ontbreekt", decided, lambda t: talk.RESTS_ON in t.missing)
    yield from _found("kritisch_niet_besloten", decided, _undecided_critical)


def _undecided_critical(topic: TableTopic) -> bool:
    must = talk.must_be_decided(topic.outcome, critical=topic.topic.critical)
    return must and not topic.decided.value


def _found(code: str, topics: Iterable[TableTopic], holds: object) -> Iterator[Finding]:
    keys = tuple(topic.key for topic in topics if holds(topic))  # type: ignore[operator]
    if keys:
        yield Finding(code, topics=keys, count=len(keys))


def _about_voices(table: Table) -> Iterator[Finding]:
    """Who took part, and how they answered."""
    if len(table.units) == 1 and TEAM not in table.units:
        yield Finding("een_groep", units=tuple(table.units))
    if table.left_out:
        yield Finding("niet_meegeteld", count=table.left_out)
    client = table.plan.rules.client_voice
    if client not in table.units and TEAM not in table.units:
        yield Finding("stem_client_ontbreekt")
    totals = {unit: _total(table, unit) for unit in table.units}
    if same := tuple(unit for unit, total in totals.items() if _all_the_same(total)):
        yield Finding("alles_gelijk", units=same)
    if unsure := tuple(unit for unit, total in totals.items() if _often_unsure(table, total)):
        yield Finding("veel_weet_ik_niet", units=unsure)


def _total(table: Table, unit: str) -> Counter[str]:
    """How often a unit gave each answer, over all topics."""
    total: Counter[str] = Counter()
    for topic in table.topics.values():
        for says in topic.units:
            if says.unit == unit:
                total.update(says.counts)
    return total


def _all_the_same(total: Counter[str]) -> bool:
    given = {key: count for key, count in total.items() if key in RANKS}
    return len(given) == 1 and sum(given.values()) >= MANY_ANSWERS


def _often_unsure(table: Table, total: Counter[str]) -> bool:
    unsure = total[DONT_KNOW_KEY]
    judged = sum(count for key, count in total.items() if key in RANKS)
    return table.plan.rules.little_sight_share.exceeded_by(unsure, unsure + judged)


def _about_decisions(table: Table) -> Iterator[Finding]:
    """What the team decided, and what it left open."""
    open_topics = [topic for topic in table.to_discuss if not _undecided_critical(topic)]
    yield from _found("niet_besproken", open_topics, lambda topic: not topic.decided.value)
    yield from _found("zonder_reden", table.topics.values(), _unexplained)
    rules = table.plan.rules
    differing = tuple(
        topic.key
        for topic in table.topics.values()
        if talk.minority(rules, topic.outcome.groups, topic.outcome.flags, topic.in_force)
    )
    if differing:
        yield Finding("verschillende_visies", topics=differing, count=len(differing))


def _unexplained(topic: TableTopic) -> bool:
    """Low, or not applicable, without a word, though the rules do not ask for one."""
    worth = topic.decided.value in LOW or (topic.decided.value == NOT_APPLICABLE_KEY and bool(topic.outcome.proposal))
    return worth and not topic.decided.reason.strip() and not topic.missing


def _about_what_follows(scan: Scan, table: Table) -> Iterator[Finding]:
    """What the location asks for, what the council says, and what is done about a serious issue."""
    answered = wishes(scan)
    if left := tuple(theme.key for theme in table.plan.questionnaire.themes if theme.key not in answered):
        yield Finding("hulp_ontbreekt", themes=left, count=len(left))
    if not scan.council_reaction.strip():
        yield Finding("reactie_ontbreekt")
    if asked := unanswered_questions(scan):
        yield Finding("vragen_onbeantwoord", count=asked)
    if waiting := tuple(issue.topic for issue in serious_issues(scan) if not issue.follow_up.strip()):
        yield Finding("ernstig_zonder_opvolging", topics=waiting, count=len(waiting))
