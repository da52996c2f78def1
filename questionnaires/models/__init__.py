"""The rows of filling in, by subject."""

from questionnaires.models.conversation import AgreedLevel, HelpWish, SeriousIssue, WarningAnswer
from questionnaires.models.invitations import DateChange, GroupPlan, Invitation
from questionnaires.models.scans import (
    ANSWERING,
    ENDED,
    FINAL,
    Assignment,
    ReactionBy,
    Scan,
    ScanQuerySet,
    State,
    StateChange,
)
from questionnaires.models.sheets import Answer, AnswerSheet, Participation
from questionnaires.models.throttle import Throttle

__all__ = [
    "ANSWERING",
    "ENDED",
    "FINAL",
    "AgreedLevel",
    "Answer",
    "AnswerSheet",
    "Assignment",
    "DateChange",
    "GroupPlan",
    "HelpWish",
    "Invitation",
    "Participation",
    "ReactionBy",
    "Scan",
    "ScanQuerySet",
    "SeriousIssue",
    "State",
    "StateChange",
    "Throttle",
    "WarningAnswer",
]
