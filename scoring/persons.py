"""What follow-up knows of people with an account: the actions they own or wrote, and the decisions they made."""

from collections.abc import Iterator

from django.db.models import Q, QuerySet
from django.utils import translation
from django.utils.translation import gettext as _

from scoring.models import Action, Adjustment, Decision, Report, Visit
from wolscan.models import User
from wolscan.privacy.erasing import erases
from wolscan.privacy.exporting import Part, tells


def _actions(person: User) -> QuerySet[Action]:
    """Actions somebody wrote down, and those at their own locations that carry their name."""
    return Action.objects.filter(Q(made_by=person) | Q(pk__in=_owned(person).values("pk")))


def _owned(person: User) -> QuerySet[Action]:
    """Compared here: a database does not know in every case that Ö and ö are one letter."""
    places = person.memberships.filter(location__isnull=False).values("location")
    owners = Action.objects.filter(scan__location__in=places).order_by().values_list("pk", "owner")
    name = person.name.casefold()
    return Action.objects.filter(pk__in=[key for key, owner in owners if name and owner.strip().casefold() == name])


def what_is_known(person: User, is_self: bool) -> Iterator[Part]:
    """An administrator sees that there are actions and decisions, never what they say."""
    words = {"location": _("Location"), "at": _("When"), "what": _("What")}
    note = "" if is_self else _("Only the person can see what it says: an administrator sees no content of scans.")
    yield Part("actions", _("Actions"), words, list(_action_rows(person, is_self)), note)
    yield Part("decisions", _("Decisions about support"), words, list(_decision_rows(person, is_self)), note)
    yield Part("visits", _("Visits"), words, list(_visit_rows(person)))


def _action_rows(person: User, is_self: bool) -> Iterator[dict[str, object]]:
    for action in _actions(person).select_related("scan__location"):
        words = {"what": action.what, "owner": action.owner, "due_on": action.due_on} if is_self else {"what": ""}
        yield {"location": action.scan.location.name, "at": action.made_at} | words


def _decision_rows(person: User, is_self: bool) -> Iterator[dict[str, object]]:
    for decision in Decision.objects.filter(by=person).select_related("scan__location"):
        what = str(decision.get_tier_display()) if is_self else ""
        yield {"location": decision.scan.location.name, "at": decision.at, "what": what}


def _visit_rows(person: User) -> Iterator[dict[str, object]]:
    for visit in Visit.objects.filter(by=person).select_related("scan__location").order_by("starts_at"):
        yield {"location": visit.scan.location.name, "at": visit.starts_at, "what": _("visit")}


def forget(person: User) -> dict[str, int]:
    """Takes the name off actions, and off what decisions keep for their report; those reports are made anew."""
    with translation.override("nl"):  # it stands in the plan of a location, whoever's language this is
        somebody = _("former colleague")
    named = _owned(person).update(owner=somebody)
    decisions = [row for row in _with_material(person) if row.material["scan"].get("adviser") == str(person)]
    for decision in decisions:
        decision.material["scan"]["adviser"] = ""
    Decision.objects.bulk_update(decisions, ["material"], batch_size=100)
    Report.objects.filter(decision__in=decisions).delete()
    judged = Adjustment.objects.filter(by=person).count()
    return {"actions": named, "decisions": len(decisions), "judgements": judged}


def _with_material(person: User) -> QuerySet[Decision]:
    mine = Q(by=person) | Q(scan__adviser=person)
    return Decision.objects.filter(mine, material__scan__isnull=False)


def register() -> None:
    tells(what_is_known)
    erases(forget)
