"""Confirming a scan (*vaststellen*)."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from questionnaires.models import Scan, State
from questionnaires.services import change_state
from scoring.assessment.services import freeze
from scoring.givingback.codes import lookups_for
from scoring.models import Decision, Tier
from scoring.reports.services import queue_report
from wolscan.audit import record
from wolscan.mail import queue
from wolscan.models import Membership, User
from wolscan.permissions import Role


class NotSentIn(Exception):
    """Only a scan that was sent in, and is not final yet, can be confirmed."""


class ReasonNeeded(Exception):
    """This tier needs a reason; ``codes`` says why (see ``reasons_needed``)."""

    def __init__(self, codes: tuple[str, ...]) -> None:
        super().__init__(", ".join(codes))
        self.codes = codes


def reasons_needed(outcome: Mapping[str, Any], tier: str) -> tuple[str, ...]:
    """Why this tier cannot be decided without words.

    ``other_tier``: it is not that of the rule; ``ernstig_zonder_steun``: some topic is a serious issue while this tier
    brings no adviser to the location, so an appointment about it is recorded.
    """
    serious = any(topic["agreed"] == "ernstig_issue" for topic in outcome["topics"].values())
    holds = {
        "other_tier": tier != outcome["tier"]["proposal"],
        "ernstig_zonder_steun": serious and tier in {Tier.ZELF, Tier.LICHT},
    }
    return tuple(code for code, needed in holds.items() if needed)


@transaction.atomic
def confirm(*, scan: Scan, tier: str, reason: str, by: User, today: date) -> Decision:
    """Decides the support tier and makes the scan final: outcome frozen, repeat scan planned, report queued.

    The tier of the rule and the decided tier are both kept. Raises ``NotSentIn`` or ``ReasonNeeded``; then nothing
    has changed.
    """
    held = Scan.objects.select_for_update().get(pk=scan.pk)
    if held.state not in {State.INGEDIEND, State.IN_BEOORDELING}:
        raise NotSentIn
    now = timezone.now()
    assessment = freeze(scan=held, at=now, confirmed_on=today)
    rule_tier = assessment.outcome["tier"]["proposal"]
    codes = reasons_needed(assessment.outcome, tier)
    if codes and not reason.strip():
        raise ReasonNeeded(codes)
    decision = Decision.objects.create(
        scan=held, assessment=assessment, rule_tier=rule_tier, tier=Tier(tier), reason=reason.strip(), by=by, at=now
    )
    change_state(scan=held, new=State.VASTGESTELD, by=by, reason=reason.strip())
    held.confirmed_on, held.repeat_on = today, date.fromisoformat(assessment.outcome["repeat_on"])
    held.outcome_lookup = lookups_for([held.pk])[held.pk]
    held.save(update_fields=["state", "confirmed_on", "repeat_on", "outcome_lookup"])
    for language, _name in settings.LANGUAGES:
        queue_report(scan=held, assessment=assessment, decision=decision, language=language, by=by)
    _tell_coordinators(held)
    record("scan_confirmed", actor=by, subject=held, tier=tier, rule_tier=rule_tier)
    return decision


def _tell_coordinators(scan: Scan) -> None:
    """One mail to each coordinator of the location, in the language of their account."""
    coordinators = Membership.objects.filter(role=Role.COORDINATOR, location=scan.location_id).select_related("user")
    for membership in coordinators:
        queue(
            "scan_confirmed",
            to=membership.user.email,
            language=membership.user.language or settings.LANGUAGE_CODE,
            context={"scan": str(scan.pk), "location": scan.location.name, "name": membership.user.name},
        )
