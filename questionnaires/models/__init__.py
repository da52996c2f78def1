"""The rows of filling in, by subject."""

from questionnaires.models.conversation import AgreedLevel, HelpWish, SeriousIssue
from questionnaires.models.invitations import DateChange, GroupPlan, Invitation
from questionnaires.models.scans import ANSWERING, ENDED, FINAL, Scan, ScanQuerySet, State, StateChange
from questionnaires.models.sheets import Answer, AnswerSheet, Participation

__all__ = [
    "ANSWERING",
    "ENDED",
    "FINAL",
    "AgreedLevel",
    "Answer",
    "AnswerSheet",
    "DateChange",
    "GroupPlan",
    "HelpWish",
    "Invitation",
    "Participation",
    "Scan",
    "ScanQuerySet",
    "SeriousIssue",
    "State",
    "StateChange",
]
