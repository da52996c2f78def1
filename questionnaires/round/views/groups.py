"""One group of a round: how many people, and the ways in that the coordinator makes for them."""

from collections.abc import Callable
from itertools import pairwise
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from questionnaires.definitions import Group, load
from questionnaires.invitations import make_ways, revoke, way_in
from questionnaires.models import GroupPlan, Invitation, Scan
from questionnaires.respond.paper import paper_pdf
from questionnaires.round.forms import AddressesForm, LettersForm, LinkForm, PaperForm, PlanForm
from questionnaires.round.inviting import RoundIsOver, invite, renew
from questionnaires.round.letters import STACK, letters_pdf
from questionnaires.round.links import link_of
from questionnaires.round.presenters import stacks
from questionnaires.round.queries import (
    council_seats,
    mail_ways,
    round_to_lead,
    shared_links,
    way_to_change,
    ways_of,
    ways_per_kind,
)
from questionnaires.round.services import PREPARING, save_plan
from questionnaires.round.views.setup import get_or_post
from wolscan.dates import today
from wolscan.pdf import as_download

Kind = Invitation.Kind
COUNCIL_GROUP = "clientvertegenwoordigers"
FORMS: dict[str, type[forms.Form]] = {
    "plan": PlanForm,
    "addresses": AddressesForm,
    "link": LinkForm,
    "letters": LettersForm,
    "paper": PaperForm,
}


@get_or_post
def group(request: HttpRequest, scan: UUID, group: str) -> HttpResponse:
    """The page of a group; each of its small forms posts here and says in ``do`` which one it is."""
    found = round_to_lead(request.user, scan)
    asked = _group(found, group)
    if found.state not in PREPARING:
        return redirect("round_response", scan=found.pk)
    done = request.POST.get("do") if request.method == "POST" else None
    if done is None:
        return _page(request, found, asked)
    if done not in FORMS:
        raise Http404
    form = FORMS[done](request.POST, auto_id=f"{done}_%s")
    if not form.is_valid():
        return _page(request, found, asked, {done: form}, status=422)
    try:
        messages.success(request, ACTIONS[done](request, found, asked.key, form.cleaned_data))
    except RoundIsOver:
        messages.info(request, _("This round is over; nobody can be invited any more."))
    return redirect("round_group", scan=found.pk, group=asked.key)


def _group(scan: Scan, key: str) -> Group:
    for group in load(scan.questionnaire).groups:
        if group.key == key:
            return group
    raise Http404


def _following(scan: Scan, group: Group) -> Group | None:
    """The group that comes after this one on the list."""
    groups = load(scan.questionnaire).groups
    return next((later for earlier, later in pairwise(groups) if earlier.key == group.key), None)


def _page(
    request: HttpRequest, scan: Scan, group: Group, typed: dict[str, forms.Form] | None = None, status: int = 200
) -> HttpResponse:
    plan = GroupPlan.objects.filter(scan=scan, group=group.key).first()
    fresh = {name: form(auto_id=f"{name}_%s") for name, form in FORMS.items()}
    fresh["plan"] = PlanForm(initial={"people": plan.people if plan else None}, auto_id="plan_%s")
    ways = ways_per_kind(scan, group.key)
    context: dict[str, Any] = {
        "scan": scan,
        "group": group,
        "following": _following(scan, group),
        "addresses": list(mail_ways(scan, group.key)),
        "links": [{"way": link, "address": link_of(link)} for link in shared_links(scan, group.key)],
        "letters": stacks(ways, Kind.LETTER),
        "papers": stacks(ways, Kind.PAPER),
        "forms": fresh | (typed or {}),
        "form": next(iter(typed.values())) if typed else None,
    }
    return render(request, "round/group.html", context, status=status)


def _plan(request: HttpRequest, scan: Scan, group: str, given: dict[str, Any]) -> str:
    save_plan(scan=scan, group=group, people=given["people"], by=request.user)
    return _("Saved how many people you ask.")


def _addresses(request: HttpRequest, scan: Scan, group: str, given: dict[str, Any]) -> str:
    pasted = given["addresses"]
    new = invite(
        scan=scan,
        group=group,
        addresses=pasted.addresses,
        language=given["language"],
        by=request.user,
        today=today(),
    )
    known = len(pasted.addresses) - new + pasted.duplicates
    text = ngettext("%(count)d address added.", "%(count)d addresses added.", new) % {"count": new}
    if not known:
        return text
    return f"{text} " + ngettext(
        "%(count)d stood on the list already.", "%(count)d stood on the list already.", known
    ) % {"count": known}


def _made(kind: str, text: Callable[[int], str]) -> Callable[..., str]:
    def make(request: HttpRequest, scan: Scan, group: str, given: dict[str, Any]) -> str:
        count = given.get("count", 1)
        extra = {"cap": given.get("cap"), "language": given["language"]}
        make_ways(scan=scan, group=group, kind=kind, count=count, by=request.user, **extra)
        return text(count)

    return make


ACTIONS: dict[str, Callable[[HttpRequest, Scan, str, dict[str, Any]], str]] = {
    "plan": _plan,
    "addresses": _addresses,
    "link": _made(Kind.LINK, lambda count: _("The link is ready. Copy it below and share it with this group only.")),
    "letters": _made(
        Kind.LETTER,
        lambda n: ngettext("%(count)d letter is ready.", "%(count)d letters are ready.", n) % {"count": n},
    ),
    "paper": _made(
        Kind.PAPER,
        lambda n: ngettext("%(count)d paper is ready.", "%(count)d papers are ready.", n) % {"count": n},
    ),
}


@require_safe
def letters(request: HttpRequest, scan: UUID, group: str) -> HttpResponse:
    """The letters of a group as a PDF, at most forty at a time."""
    found = round_to_lead(request.user, scan)
    asked = _group(found, group)
    stack = _stack(request, found, asked.key, Kind.LETTER)
    return as_download(letters_pdf(found, stack), f"wolscan-brieven-{asked.key}.pdf")


@require_safe
def papers(request: HttpRequest, scan: UUID, group: str) -> HttpResponse:
    """The paper questionnaires of a group as a PDF, a few at a time."""
    found = round_to_lead(request.user, scan)
    asked = _group(found, group)
    stack = _stack(request, found, asked.key, Kind.PAPER)
    return as_download(paper_pdf(stack), f"wolscan-vragenlijst-{asked.key}.pdf")


def _stack(request: HttpRequest, scan: Scan, group: str, kind: str) -> list[Invitation]:
    """The letters or papers of one PDF: ``?taal=nl&stapel=2``; 404 for a stack that is not there."""
    number, size = request.GET.get("stapel", "1"), STACK[kind]
    if not number.isdecimal() or not 1 <= len(number) < 4 or number == "0":
        raise Http404
    ways = ways_of(scan).filter(group=group, kind=kind, language=request.GET.get("taal", "nl")).order_by("pk")
    stack = list(ways.select_related("scan__location")[(int(number) - 1) * size :][:size])
    if not stack:
        raise Http404
    return stack


@get_or_post
def council(request: HttpRequest, scan: UUID) -> HttpResponse:
    """The seat of the client council: a link to hand over, or a letter. POST makes it."""
    found = round_to_lead(request.user, scan)
    if request.method == "POST":
        if found.state in PREPARING and not council_seats(found).exists():
            make_ways(scan=found, group=COUNCIL_GROUP, kind=Kind.COUNCIL, count=1, by=request.user)
        return redirect("round_council", scan=found.pk)
    seats = [{"way": seat, "address": link_of(seat), "code": way_in(seat).code} for seat in council_seats(found)]
    context = {"scan": found, "seats": seats, "may_make": found.state in PREPARING}
    return render(request, "round/council.html", context)


@require_safe
def council_letter(request: HttpRequest, scan: UUID) -> HttpResponse:
    """The letter for the client council as a PDF."""
    found = round_to_lead(request.user, scan)
    seats = list(council_seats(found)[:1])
    if not seats:
        raise Http404
    return as_download(letters_pdf(found, seats), "wolscan-brief-clientenraad.pdf")


@require_POST
def take_back(request: HttpRequest, scan: UUID, way: UUID) -> HttpResponse:
    """A way in leads nowhere from now on."""
    found = round_to_lead(request.user, scan)
    invitation = way_to_change(found, way)
    revoke(invitation=invitation, by=request.user)
    messages.success(request, _("Taken back: this way in leads nowhere any more."))
    return _back(found, invitation)


@require_POST
def give_again(request: HttpRequest, scan: UUID, way: UUID) -> HttpResponse:
    """A way in gets a new link and code; by mail if it was a mail."""
    found = round_to_lead(request.user, scan)
    invitation = way_to_change(found, way)
    try:
        renew(invitation=invitation, by=request.user, today=today())
        messages.success(request, _("Renewed: there is a new link, and the old one leads nowhere any more."))
    except RoundIsOver:
        messages.info(request, _("This round is over; nobody can be invited any more."))
    return _back(found, invitation)


def _back(scan: Scan, invitation: Invitation) -> HttpResponse:
    if invitation.kind == Kind.COUNCIL:
        return redirect("round_council", scan=scan.pk)
    return redirect("round_group", scan=scan.pk, group=invitation.group)
