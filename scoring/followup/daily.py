"""What the check on the actions needs every day. Each job does nothing twice, and knows only the date."""

from datetime import date, timedelta

from django.db.models import Q, QuerySet

from questionnaires.models import FINAL
from scoring.followup.checking import plan_absent_checks
from scoring.followup.queries import actions_of, answers_at
from scoring.models import Check
from wolscan.daily import every_day
from wolscan.mail import queue_many
from wolscan.permissions import Permission, who_may

ASK, ASK_FOR_PLAN, REMIND = "action_check", "action_check_no_plan", "action_check_reminder"
#: So many days after people were asked, one reminder follows.
REMINDER_DAYS = 14


def plan_checks(today: date) -> int:
    """Plans the checks that are not there: of scans that came in by another way than the button."""
    return plan_absent_checks()


def ask(today: date) -> int:
    """Asks the coordinators what became of their actions, once per check; a day that was missed is made up for.

    Where there are no actions, the mail invites to write some, or the reason why there are none.
    """
    return sum(_ask(check, today) for check in _running(today).filter(asked_on__isnull=True, due_on__lte=today))


def _ask(check: Check, today: date) -> int:
    template = ASK if actions_of(check).exists() else ASK_FOR_PLAN
    return _tell(check, template, "asked_on", today)


def remind(today: date) -> int:
    """Reminds once, two weeks later, where an action that was there when people were asked has no answer yet."""
    asked = _running(today).filter(reminded_on__isnull=True, asked_on__lte=today - timedelta(days=REMINDER_DAYS))
    return sum(_tell(check, REMIND, "reminded_on", today) for check in asked if _is_waiting(check))


def _is_waiting(check: Check) -> bool:
    actions = list(actions_of(check).filter(made_at__date__lte=check.asked_on))
    return len(answers_at(check, actions)) < len(actions)


def _running(today: date) -> QuerySet[Check]:
    """The checks of final scans until the next scan takes their place."""
    final = Q(scan__state__in=FINAL, scan__repeat_on__gt=today, scan__repeat__isnull=True)
    return Check.objects.filter(final).select_related("scan__location").order_by("pk")


def _tell(check: Check, template: str, field: str, today: date) -> int:
    """Queues a mail to each coordinator, unless another timer did so; where there is nobody yet, the check waits."""
    people = list(who_may(Permission.FOLLOW_UP, check.scan.location))
    as_seen = Check.objects.filter(pk=check.pk, generation=check.generation, **{f"{field}__isnull": True})
    if not people or not as_seen.update(**{field: today}):
        return 0
    told = {"check": check.pk, "generation": check.generation}
    mails = [(p.email, told | {"name": p.name}, p.language or "nl") for p in people]
    return len(queue_many(template, mails))


def register() -> None:
    """Adds these jobs to the daily ones, in the order in which they run."""
    every_day("planned checks", plan_checks, order=30)
    every_day("checks asked", ask, order=31)
    every_day("checks reminded", remind, order=32)
