"""Sentences of the conversation: opening questions, and what must still be written at a decision."""

from django.utils.translation import gettext as _

from questionnaires.definitions import Level
from scoring.conversation.queries import TableTopic
from scoring.domain import conversation as talk
from scoring.domain.plan import Plan
from scoring.outcomes.words import level_word, unit_name

#: The best two levels need another question than the worst two.
LOW = frozenset({"ernstig_issue", "aandachtspunt"})


def opening_question(plan: Plan, topic: TableTopic) -> str:
    """A question to begin a conversation with: open, about what people see, never about who is right."""
    low = (topic.proposal or "") in LOW
    best, worst = _ends(plan, topic)
    variants = _questions()[_kind(topic), low]
    return variants[len(topic.key) % len(variants)] % {
        "best": best,
        "worst": worst,
        "level": _level(plan, topic.proposal),
        "client_level": _level(plan, dict(topic.outcome.groups).get(plan.rules.client_voice)),
    }


def _kind(topic: TableTopic) -> str:
    """What makes this topic worth talking about; the first that holds."""
    flags = topic.outcome.flags
    for flag in (talk.CLIENT_VOICE, talk.DIFFERENCE, talk.SERIOUS_SEEN):
        if flag in flags:
            return flag
    if topic.proposal == "ernstig_issue":
        return talk.SERIOUS_SEEN
    if talk.LITTLE_SIGHT in flags or topic.proposal is None:
        return talk.LITTLE_SIGHT
    return "overig"


def _questions() -> dict[tuple[str, bool], tuple[str, ...]]:
    """By what is going on, and whether the proposal is low; more than one where the same would be read too often."""
    little = _("Many people do not know how this goes. Who can tell about it, and how can the others get to see it?")
    serious = _("A serious issue was named here. What happened, is it safe today, and what must be done this week?")
    return _client_questions() | {
        (talk.DIFFERENCE, True): (
            _(
                "%(worst)s; %(best)s. What did each of you see in the past month? And what would have to be different "
                "so that all of you notice it?"
            ),
        ),
        (talk.DIFFERENCE, False): (
            _("%(worst)s; %(best)s. Who can give an example of when it went well, and who of when it did not?"),
        ),
        (talk.SERIOUS_SEEN, True): (serious,),
        (talk.SERIOUS_SEEN, False): (serious,),
        (talk.LITTLE_SIGHT, True): (little,),
        (talk.LITTLE_SIGHT, False): (little,),
        ("overig", True): (
            _(
                "All groups see about the same: %(level)s. What does a resident notice of it, and what is the first "
                "thing we could do?"
            ),
        ),
        ("overig", False): (
            _(
                "The proposal is %(level)s. Which fact or observation shows that it really is so, also at night and in "
                "the weekend?"
            ),
        ),
    }


def _client_questions() -> dict[tuple[str, bool], tuple[str, ...]]:
    """Where residents and their representatives say less than the others: they are asked first."""
    moment = _(
        "Residents and their representatives say %(client_level)s, where the others are more positive. Which moment "
        "do they think of? Let them speak first."
    )
    return {
        (talk.CLIENT_VOICE, True): (
            _(
                "Residents and their representatives say: %(client_level)s. What do they notice in daily life, and do "
                "the others recognise it?"
            ),
            moment,
        ),
        (talk.CLIENT_VOICE, False): (
            moment,
            _(
                "Residents and their representatives are less positive: %(client_level)s. What would be different on "
                "an ordinary day if this went really well for them?"
            ),
        ),
    }


def _level(plan: Plan, key: str | None) -> str:
    level = plan.questionnaire.levels.get(key or "")
    return level_word(level) if level else _("no level")


def _ends(plan: Plan, topic: TableTopic) -> tuple[str, str]:
    """Who is most positive and who least, each as ‘group says level’."""
    levels = plan.questionnaire.levels
    said: list[tuple[str, Level]] = [(unit, levels[value]) for unit, value in topic.outcome.groups if value]
    if not said:
        return "", ""
    ends = min(said, key=lambda pair: pair[1].rank), max(said, key=lambda pair: pair[1].rank)
    sentence = _("%(group)s: %(level)s")
    best, worst = (
        sentence % {"group": unit_name(plan.questionnaire, unit), "level": level_word(level)} for unit, level in ends
    )
    return best, worst


def missing_sentence(code: str) -> str:
    """What must still be written at a decision."""
    return {
        talk.OTHER_LEVEL: _("Write down why you choose another level than the proposal."),
        talk.FLAG: _("People see this differently. Write down why you choose this level together."),
        talk.CRITICAL_NOT_APPLICABLE: _(
            "This topic carries extra weight. Write down why it does not apply here; the adviser looks at it."
        ),
        talk.RESTS_ON: _("This topic carries extra weight. Write down one fact or observation it rests on."),
    }[code]
