"""One theme of an outcome, ready to be shown: its level and need with the reasons, and its topics by what they ask."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from questionnaires.definitions import Level, Theme
from questionnaires.presenters import tr
from scoring.domain.levels import NOT_APPLICABLE_KEY
from scoring.domain.plan import Plan
from scoring.outcomes.presenters import ThemeFacts, need_without_code, theme_reason
from scoring.outcomes.queries import Said
from scoring.outcomes.words import flag_mark, flag_sentence, need_word, unit_name

#: Flags that need the level of every group beside them.
SHOWS_GROUPS = frozenset({"verschil", "stem_van_de_client", "ernstig_gezien"})


@dataclass(frozen=True, slots=True)
class GroupView:
    """What one group (or the team, or a pool of small groups) says about a topic."""

    name: str
    level: Level | None


@dataclass(frozen=True, slots=True)
class TopicView:
    """One topic. ``level`` is the level in force, or ``None``; ``spread`` is filled where the groups differ.

    ``marks`` says in a few words what ``flags`` says in sentences.
    """

    key: str
    title: str
    is_critical: bool
    level: Level | None
    flags: list[str]
    marks: list[str]
    spread: list[GroupView]
    is_unsure: bool
    reason: str
    rests_on: str
    notes: tuple[str, ...]

    @property
    def has_words(self) -> bool:
        return bool(self.reason or self.rests_on or self.notes)

    @property
    def words(self) -> str:
        """Everything that was written at the topic in a row, for where there is little room."""
        return " · ".join(part for part in (self.reason, self.rests_on, *self.notes) if part)


@dataclass(frozen=True, slots=True)
class ThemeView:
    """One theme. Every topic stands in exactly one of the lists, in the order of the questionnaire or by severity."""

    theme: Theme
    title: str
    level: Level | None
    need: str | None
    need_word: str
    reasons: list[str]
    counts: list[dict[str, Any]]  # level and count, worst first: what the bar reads
    scored: int
    talk: list[TopicView]  # ernstig issue, then aandachtspunt; critical first
    disputed: list[TopicView]  # neutraal or uitblinker, but a flag says: talk about it
    strong: list[TopicView]
    steady: list[TopicView]
    unknown: list[TopicView]  # without a level: weet ik niet, or no answer
    not_applicable: list[TopicView]

    @property
    def total(self) -> int:
        return len(self.theme.topics)

    @property
    def noted(self) -> list[TopicView]:
        """Topics that go well or do not apply, with something written at them."""
        return self._with_words(self.strong, self.steady, self.not_applicable)

    @property
    def other_notes(self) -> list[TopicView]:
        """The same, and topics without a level: everything that is not in the list to talk about."""
        return self._with_words(self.strong, self.steady, self.not_applicable, self.unknown)

    def _with_words(self, *lists: list[TopicView]) -> list[TopicView]:
        order = [topic.key for topic in self.theme.topics]
        found = [topic for topics in lists for topic in topics if topic.has_words]
        return sorted(found, key=lambda topic: order.index(topic.key))


def theme_view(plan: Plan, theme: Theme, outcome: Mapping[str, Any], words: Said) -> ThemeView:
    """One theme of a frozen outcome, with what was written at its topics."""
    found = outcome["themes"][theme.key]
    agreed = {topic.key: outcome["topics"][topic.key]["agreed"] for topic in theme.topics}
    counts = {level.key: list(agreed.values()).count(level.key) for level in plan.questionnaire.scale}
    facts = ThemeFacts(plan, theme, sum(counts.values()), counts)
    reasons = [theme_reason(facts, reason["code"], reason["topics"]) for reason in found["reasons"]]
    topics = [_topic(plan, topic.key, outcome["topics"][topic.key], words) for topic in theme.topics]
    return ThemeView(
        theme=theme,
        title=tr(theme.title),
        level=plan.questionnaire.levels.get(found["level"] or ""),
        need=found["need"],
        need_word=need_word(found["need"]),
        reasons=[sentence for sentence in (*reasons, need_without_code(found["need"])) if sentence],
        counts=[{"level": level, "count": counts[level.key]} for level in reversed(plan.questionnaire.scale)],
        scored=facts.scored,
        **_sorted_out(plan, topics, agreed),
    )


def _sorted_out(plan: Plan, topics: list[TopicView], agreed: Mapping[str, str | None]) -> dict[str, list[TopicView]]:
    """Every topic in exactly one list: by severity where there is something to talk about."""
    worst = [level.key for level in reversed(plan.questionnaire.scale)]
    best = plan.questionnaire.scale[0].key
    low = [topic for topic in topics if agreed[topic.key] in worst[:2]]
    fine = [topic for topic in topics if agreed[topic.key] in worst[2:]]
    calm = [topic for topic in fine if not topic.flags]
    return {
        "talk": sorted(low, key=lambda topic: (worst.index(topic.level.key), not topic.is_critical, not topic.flags)),
        "disputed": [topic for topic in fine if topic.flags],
        "strong": [topic for topic in calm if topic.level.key == best],
        "steady": [topic for topic in calm if topic.level.key != best],
        "unknown": [topic for topic in topics if agreed[topic.key] is None],
        "not_applicable": [topic for topic in topics if agreed[topic.key] == NOT_APPLICABLE_KEY],
    }


def _topic(plan: Plan, key: str, found: Mapping[str, Any], words: Said) -> TopicView:
    topic = plan.questionnaire.topics[key]
    levels = plan.questionnaire.levels
    groups = [
        GroupView(unit_name(plan.questionnaire, group), levels.get(value or ""))
        for group, value in found["groups"].items()
    ]
    worst = plan.questionnaire.scale[-1]
    serious = [group.name for group in groups if group.level == worst]
    reason, rests_on = words.agreed.get(key, ("", ""))
    # Around one table there are no groups to differ: what the level says, the flag need not say again.
    flags = [flag for flag in found["flags"] if len(groups) > 1 or flag == "weinig_zicht"]
    return TopicView(
        key=key,
        title=tr(topic.title),
        is_critical=topic.critical,
        level=levels.get(found["agreed"] or ""),
        flags=[flag_sentence(flag, serious) for flag in flags],
        marks=[flag_mark(flag) for flag in flags],
        spread=groups if SHOWS_GROUPS & set(flags) else [],
        is_unsure=key in words.unsure,
        reason=reason,
        rests_on=rests_on,
        notes=words.notes.get(key, ()),
    )
