"""Collects what a scan says, ready for the rules. Two queries for the sheets, one for what was agreed."""

from datetime import date

from questionnaires.models import AgreedLevel, Scan
from scoring.domain import plan as plans
from scoring.domain.agreement import Sheet
from scoring.domain.score import Outcome, score_scan
from scoring.models import Assessment


def sent_sheets(scan: Scan) -> list[Sheet]:
    """The sheets that were sent, with their answers; notes stay behind."""
    sheets = scan.sheets.filter(is_sent=True).order_by("group", "pk").prefetch_related("answers")
    return [
        Sheet(sheet.group, {a.topic: a.value for a in sheet.answers.all() if a.value}, sheet.named) for sheet in sheets
    ]


def agreed_levels(scan: Scan) -> dict[str, str]:
    """What the team decided, by topic; a topic that is absent has its proposal."""
    return dict(AgreedLevel.objects.filter(scan=scan).exclude(value="").values_list("topic", "value"))


def outcome_of(scan: Scan, confirmed_on: date | None = None) -> Outcome:
    """The outcome that follows from the sheets sent so far."""
    plan = plans.load(scan.questionnaire, scan.rules)
    return score_scan(plan, sent_sheets(scan), agreed_levels(scan), confirmed_on)


def latest_assessment(scan: Scan) -> Assessment | None:
    """The outcome in force: the last one that was frozen."""
    found: Assessment | None = scan.assessments.order_by("-made_at", "-pk").first()
    return found


def incomplete_themes(outcome: Outcome) -> list[str]:
    """Themes without a complete picture: they can be sent in only with a reason."""
    return [key for key, theme in outcome.themes.items() if theme.level is None]
