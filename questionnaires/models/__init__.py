"""The rows of filling in, by subject."""

from questionnaires.applying.models import Application
from questionnaires.models.conversation import AgreedLevel, HelpWish, SeriousIssue, WarningAnswer
from questionnaires.models.invitations import DateChange, GroupPlan, Invitation
from questionnaires.models.scans import (
    ANSWERING,
    ENDED,
    FINAL,
    Assignment,
    ReactionBy,
    Route,
    Scan,
    ScanQuerySet,
    State,
    StateChange,
    running_at,
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
    "Application",
    "Assignment",
    "DateChange",
    "GroupPlan",
    "HelpWish",
    "Invitation",
    "Participation",
    "ReactionBy",
    "Route",
    "Scan",
    "ScanQuerySet",
    "SeriousIssue",
    "State",
    "StateChange",
    "Throttle",
    "WarningAnswer",
    "running_at",
]
