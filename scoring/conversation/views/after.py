"""After the conversation: *wilt u hulp, en welke?*, and the reaction of the client council."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from questionnaires.definitions import load
from questionnaires.merging import Given
from questionnaires.models import ReactionBy
from scoring.conversation.access import Seat
from scoring.conversation.forms import TextForm, WishesForm
from scoring.conversation.queries import TALKING, table_of
from scoring.conversation.services import (
    ChangedMeanwhile,
    CouncilHasSpoken,
    NotTalking,
    given_wishes,
    react,
    save_wishes,
)
from scoring.conversation.views.table import at_the_table, only_who_leads, sent_in_meanwhile
from scoring.conversation.wishes import packed, wish_rows


@require_http_methods(["GET", "HEAD", "POST"])
@at_the_table(for_council=False)
def help_wishes(request: HttpRequest, seat: Seat) -> HttpResponse:
    """Per theme whether the location wants help, and which."""
    questionnaire = load(seat.scan.questionnaire)
    if request.method != "POST":
        return _wishes(request, seat, None, {})
    only_who_leads(seat)
    form = WishesForm(request.POST, questionnaire=questionnaire)
    if not form.is_valid():
        return _wishes(request, seat, form, {}, status=422)
    try:
        merged = save_wishes(scan=seat.scan, seen=form.cleaned_data["seen"], typed=form.typed, by=request.user)
    except NotTalking:
        return sent_in_meanwhile(request, seat, [wish.note for wish in form.typed.values()])
    if merged.conflicts:
        return _wishes(request, seat, form, merged.conflicts, status=409)
    messages.success(request, _("Saved which help you want."))
    return redirect("check_scan" if request.POST.get("then") == "controle" else "board", scan=seat.scan.pk)


def _wishes(
    request: HttpRequest, seat: Seat, form: WishesForm | None, conflicts: dict[str, Given], status: int = 200
) -> HttpResponse:
    standing = given_wishes(seat.scan)
    context = {
        "scan": seat.scan,
        "seat": seat,
        "form": form,
        "rows": wish_rows(table_of(seat.scan), standing, form, conflicts),
        "seen": form.data.get("seen", "") if status == 422 and form else packed(standing),
        "conflicts": conflicts,
    }
    return render(request, "conversation/wishes.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@at_the_table()
def council_reaction(request: HttpRequest, seat: Seat) -> HttpResponse:
    """The reaction of the client council: by its own seat, or by the coordinator on its behalf."""
    if request.method != "POST":
        return _reaction(request, seat, None)
    if not (seat.is_council or seat.may_lead):
        raise Http404
    form = TextForm(request.POST)
    if not form.is_valid():
        return _reaction(request, seat, form, status=422)
    by = ReactionBy.COUNCIL if seat.is_council else ReactionBy.COORDINATOR
    actor = None if seat.is_council else request.user
    text, seen = form.cleaned_data["text"].strip("\n"), form.cleaned_data["seen"]
    try:
        react(scan=seat.scan, text=text, seen=seen, written_by=by, by=actor)
    except ChangedMeanwhile as changed:
        return _reaction(request, seat, form, standing=changed.standing, status=409)
    except CouncilHasSpoken:
        seat.scan.refresh_from_db(fields=["council_reaction", "council_reaction_by"])
        return _reaction(request, seat, form, status=409)
    except NotTalking:
        return sent_in_meanwhile(request, seat, [text])
    messages.success(request, _("The reaction is saved, word for word."))
    return redirect("council_reaction", scan=seat.scan.pk)


def _reaction(
    request: HttpRequest, seat: Seat, form: TextForm | None, *, standing: object = None, status: int = 200
) -> HttpResponse:
    scan = seat.scan
    stands = scan.council_reaction if standing is None else str(standing)
    is_own = scan.council_reaction_by == ReactionBy.COUNCIL
    context = {
        "scan": scan,
        "seat": seat,
        "form": form,
        "may_write": scan.state in TALKING and (seat.is_council or (seat.leads and not is_own)),
        "text": form.data.get("text", "") if form else stands,
        "seen": form.data.get("seen", "") if status == 422 and form else Given(note=stands).fingerprint,
        "standing": standing,
        "is_refused": status == 409 and standing is None,
    }
    return render(request, "conversation/reaction.html", context, status=status)
