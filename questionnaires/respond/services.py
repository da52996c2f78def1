"""What changes the sheet of one person, beside saving a theme."""

from django.db import transaction

from questionnaires.definitions import Questionnaire
from questionnaires.merging import Given, Merged
from questionnaires.models import AnswerSheet
from questionnaires.services import save_theme


@transaction.atomic
def save_all(
    *, sheet: AnswerSheet, questionnaire: Questionnaire, seen: dict[str, str], typed: dict[str, Given]
) -> Merged:
    """Saves a page that holds topics of several themes, all or nothing; otherwise as ``save_theme``."""
    parts = [
        save_theme(
            sheet=sheet,
            theme=theme,
            seen=seen,
            typed={topic.key: typed[topic.key] for topic in theme.topics if topic.key in typed},
        )
        for theme in questionnaire.themes_for(sheet.group)
    ]
    return Merged(
        written=frozenset().union(*(part.written for part in parts)),
        conflicts={key: given for part in parts for key, given in part.conflicts.items()},
        changed_elsewhere=frozenset().union(*(part.changed_elsewhere for part in parts)),
    )
