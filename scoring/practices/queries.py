"""What is low at a scan, and which practices were recommended for it."""

from collections.abc import Mapping
from dataclasses import dataclass

from questionnaires.definitions import Questionnaire, load
from questionnaires.merging import Given
from questionnaires.models import Scan, State
from scoring.assessment.queries import latest_assessment
from scoring.domain.standing import low_topics, supported_themes
from scoring.models import Recommendation

#: States in which the adviser still chooses: from sending in until the decision.
CHOOSING = frozenset({State.INGEDIEND, State.IN_BEOORDELING, State.TERUGGEGEVEN})
CHOSEN = "ja"


@dataclass(frozen=True, slots=True)
class Low:
    """Where help fits at a scan: the themes with something low or with a need, each with its low topics."""

    questionnaire: Questionnaire
    topics: Mapping[str, tuple[str, ...]]
    supported: tuple[str, ...]

    @property
    def themes(self) -> list[str]:
        """Keys in the order of the questionnaire."""
        wanted = {*self.topics, *self.supported}
        return [theme.key for theme in self.questionnaire.themes if theme.key in wanted]


def low_of(scan: Scan) -> Low | None:
    """Where a scan is low by the outcome in force; nothing while it was never sent in. One query."""
    assessment = latest_assessment(scan)
    if assessment is None:
        return None
    questionnaire = load(assessment.questionnaire)
    outcome = assessment.outcome
    return Low(questionnaire, low_topics(questionnaire, outcome), supported_themes(questionnaire, outcome))


def recommended(scan: Scan) -> dict[str, Given]:
    """What was chosen for a scan, by practice, with the note that goes along; in the order of choosing."""
    rows = Recommendation.objects.filter(scan=scan).values_list("practice", "note")
    return {practice: Given(CHOSEN, note) for practice, note in rows}
