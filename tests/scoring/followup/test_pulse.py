"""The pulse check: three to five topics, in words, apart from every outcome."""

import pytest

from questionnaires.models import Answer
from scoring.followup.pulse import NotThreeToFive, hold_pulse_check, proposed_topics, remove_pulse_check
from scoring.followup.pulse_presenters import pulse_views, topic_choices
from scoring.followup.queries import frozen_outcome
from scoring.followup.services import NotFinal
from scoring.followup.templates import for_topic
from scoring.models import Assessment, PulseCheck
from tests.scoring.followup.plans import LIGHT_THEME, LOW_LIGHT, LOW_TOPIC, TODAY, add
from tests.scoring.givingback.conftest import ATTENTION, BEST, SERIOUS

LEVELS = {LOW_TOPIC: "neutraal", "privacy": "weet_ik_niet", "eenzaamheid": "neutraal", "toezicht": ATTENTION}


def hold(scan, by, levels=None, note="Rustiger.", held_on=TODAY):
    return hold_pulse_check(scan=scan, held_on=held_on, levels=levels or LEVELS, note=note, by=by)


def test_pulse_check_is_kept_once(final, cast):
    first, again = hold(final, cast.coordinator), hold(final, cast.coordinator)
    other = hold(final, cast.coordinator, note="Anders.")

    assert first == again
    assert PulseCheck.objects.count() == 2
    assert (first.levels, other.note) == (LEVELS, "Anders.")


@pytest.mark.parametrize(
    "levels",
    [
        {LOW_TOPIC: "neutraal", "privacy": "neutraal"},
        dict.fromkeys([LOW_TOPIC, *LOW_LIGHT, "toezicht"], "neutraal"),
        {LOW_TOPIC: "neutraal", "privacy": "neutraal", "onzin": "neutraal"},
        {LOW_TOPIC: "neutraal", "privacy": "prima", "toezicht": "neutraal"},
    ],
)
def test_two_six_or_unknown_topics_are_refused(final, cast, levels):
    with pytest.raises(NotThreeToFive):
        hold(final, cast.coordinator, levels)


def test_scan_that_is_not_final_has_no_pulse_check(cast):
    with pytest.raises(NotFinal):
        hold(cast.scan, cast.coordinator)


def test_pulse_check_changes_no_outcome_and_no_answer(final, cast):
    before = list(Assessment.objects.values()), list(Answer.objects.order_by("pk").values())
    hold(final, cast.coordinator)
    final.refresh_from_db()

    assert (list(Assessment.objects.values()), list(Answer.objects.order_by("pk").values())) == before
    assert final.state == "vastgesteld"


def test_it_is_removed_from_its_own_scan_only(final, cast):
    pulse = hold(final, cast.coordinator)
    remove_pulse_check(scan=cast.strangers_scan, number=pulse.pk, by=cast.stranger)
    assert PulseCheck.objects.count() == 1
    remove_pulse_check(scan=final, number=pulse.pk, by=cast.coordinator)
    remove_pulse_check(scan=final, number=pulse.pk, by=cast.coordinator)

    assert not PulseCheck.objects.exists()


def test_then_and_now_stand_side_by_side_in_words(final, cast):
    hold(final, cast.coordinator)
    [view] = pulse_views(frozen_outcome(final), PulseCheck.objects.all())
    rows = {row.title: (row.then.word, row.now.word, row.step) for row in view.rows}

    assert rows == {
        "Brandveiligheid en ontruiming": ("Ernstig issue", "Neutraal", "Een hoger niveau dan toen"),
        "Privacy": ("Aandachtspunt", "Weet ik niet", ""),
        "Eenzaamheid": ("Neutraal", "Neutraal", "Hetzelfde niveau als toen"),
        "Toezicht op de kwaliteit": ("Neutraal", "Aandachtspunt", "Een lager niveau dan toen"),
    }


def test_newest_pulse_check_stands_first(final, cast):
    first, second = hold(final, cast.coordinator), hold(final, cast.coordinator, {**LEVELS, LOW_TOPIC: BEST})
    views = pulse_views(frozen_outcome(final), PulseCheck.objects.all())

    assert [view.number for view in views] == [second.pk, first.pk]


def test_template_of_the_action_proposes_the_topics(final, cast):
    template = for_topic(LOW_TOPIC)[0]
    action = add(final, cast.coordinator, template=template.key)
    proposed = proposed_topics(frozen_outcome(final), [action])

    assert proposed[0] == LOW_TOPIC
    assert set(template.pulse) <= set(proposed)
    assert 3 <= len(proposed) <= 5


def test_without_a_template_low_topics_of_the_theme_are_proposed(final, cast):
    action = add(final, cast.coordinator, theme=LIGHT_THEME, topic="")
    proposed = proposed_topics(frozen_outcome(final), [action])

    assert set(proposed[:4]) == set(LOW_LIGHT)
    assert len(proposed) == 5


def test_without_actions_the_lowest_topics_are_proposed_worst_first(final):
    frozen = frozen_outcome(final)
    proposed = proposed_topics(frozen, [])

    assert [frozen.level(topic) for topic in proposed] == [SERIOUS, *[ATTENTION] * 4]


def test_themes_with_a_chosen_topic_are_open(final):
    choices = topic_choices(frozen_outcome(final), [LOW_TOPIC])

    assert [choice.title for choice in choices if choice.is_open] == ["3. Veiligheid"]
    assert sum(len(choice.topics) for choice in choices) == 85
