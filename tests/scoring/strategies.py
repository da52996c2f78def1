"""Random scans for hypothesis, over small questionnaires so that every rule and every threshold is met often."""

from datetime import date

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

from scoring.domain.agreement import Sheet
from scoring.domain.plan import Plan
from tests.scoring.synthetic import ANSWERS, BEST, GROUPS, LEVELS, LOW, NEUTRAL, NVT, SERIOUS, plan_of

#: The same examples on every run: a red test is red for everybody.
steady = settings(
    derandomize=True, deadline=None, database=None, suppress_health_check=[HealthCheck.too_slow], max_examples=120
)

PLANS = (
    plan_of((1, 2, 3), 1),
    plan_of((4, 4, 4, 4), 1),
    plan_of((3, 4, 5, 3), 0),
    plan_of((4, 5, 4, 5), 0),
    plan_of((8, 5, 6), 2),
    plan_of((10,), 2),
)

plans = st.sampled_from(PLANS)
days = st.dates(date(2024, 1, 1), date(2040, 12, 31))


def answers(plan: Plan, allowed: tuple[str, ...] = ANSWERS) -> st.SearchStrategy[dict[str, str]]:
    """Answers to some of the topics: one byte a topic, which is a lot faster than one draw a topic."""
    choices = (None, *allowed)
    return st.binary(min_size=len(plan.keys), max_size=len(plan.keys)).map(
        lambda drawn: {
            key: answer for key, byte in zip(plan.keys, drawn, strict=True) if (answer := choices[byte % len(choices)])
        }
    )


def sheet_lists(plan: Plan, largest: int = 9) -> st.SearchStrategy[list[Sheet]]:
    """Sheets of all groups, some named, at most one of them a team sheet."""
    one = st.builds(Sheet, st.sampled_from(GROUPS), answers(plan), st.booleans())
    team = st.one_of(st.just([]), answers(plan).map(lambda found: [Sheet("team", found)]))
    return st.builds(list.__add__, st.lists(one, max_size=largest), team)


def decisions(plan: Plan) -> st.SearchStrategy[dict[str, str]]:
    return answers(plan, (*LEVELS, NVT))


#: What a topic of a theme may be, by how the theme is doing; some tiers ask for several themes of one kind.
MOODS = ((BEST, NEUTRAL), (LOW, NEUTRAL), (LOW, NEUTRAL, NEUTRAL), LEVELS, (LOW, SERIOUS))
#: Every second topic low: light support, whatever the size of the theme.
HALF = (NEUTRAL, LOW)


@st.composite
def full_levels(draw: st.DrawFn) -> tuple[Plan, dict[str, str]]:
    """A plan with a level for nearly every topic: most themes get a level, so that all tiers occur."""
    plan = draw(plans)
    drawn = draw(st.binary(min_size=len(plan.keys), max_size=len(plan.keys)))
    found = {}
    for theme in plan.themes:
        mood = draw(st.sampled_from((*MOODS, HALF, HALF, HALF)))
        for place, (key, byte) in enumerate(zip(theme.topics, drawn[theme.within], strict=True)):
            found[key] = mood[(place if mood is HALF else byte) % len(mood)]
    if draw(st.booleans()):
        found[draw(st.sampled_from(plan.keys))] = NVT
    return plan, found


@st.composite
def scans(draw: st.DrawFn) -> tuple[Plan, list[Sheet], dict[str, str], date | None]:
    plan = draw(plans)
    return plan, draw(sheet_lists(plan)), draw(decisions(plan)), draw(st.one_of(st.none(), days))
