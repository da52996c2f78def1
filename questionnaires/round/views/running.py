"""A round that runs: reminding, and moving its dates."""

from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from questionnaires.models import Scan, State
from questionnaires.round.calendar import conversation_ics, deadline_ics
from questionnaires.round.changing import change_dates, withdraw_meeting
from questionnaires.round.forms import ChangeDatesForm, WithdrawForm
from questionnaires.round.inviting import RoundIsOver, remind
from questionnaires.round.queries import round_to_lead, round_to_see
from questionnaires.round.views.setup import dates_of, get_or_post
from wolscan.dates import today
from wolscan.ics import calendar_response


@require_POST
def send_reminders(request: HttpRequest, scan: UUID) -> HttpResponse:
    """Reminds everybody who may be reminded today."""
    found = round_to_lead(request.user, scan)
    try:
        count = remind(scan=found, by=request.user, today=today())
    except RoundIsOver:
        messages.info(request, _("This round is over, so nobody is reminded."))
        return redirect("round_response", scan=found.pk)
    if count:
        text = ngettext("%(count)d reminder goes out.", "%(count)d reminders go out.", count) % {"count": count}
        messages.success(request, text)
    else:
        messages.info(request, _("Nobody can be reminded today: they have sent, or had a mail in the last two days."))
    return redirect("round_response", scan=found.pk)


@get_or_post
def change(request: HttpRequest, scan: UUID) -> HttpResponse:
    """Extends the round or moves the conversation, with a reason; people are told by mail."""
    found = round_to_lead(request.user, scan)
    if found.state not in {State.OPEN, State.GESPREK}:
        return redirect("round_response", scan=found.pk)
    form = ChangeDatesForm(
        request.POST or None,
        initial=dates_of(found),
        today=today(),
        old=found.closes_on,
        round_is_open=found.state == State.OPEN,
    )
    if not form.is_valid():
        return _change_page(request, found, form)
    told = change_dates(
        scan=found,
        closes_on=form.cleaned_data.get("closes_on"),
        meets_at=form.meets_at,
        reason=form.cleaned_data["reason"],
        by=request.user,
        today=today(),
    )
    return _told(request, found, told)


@get_or_post
def withdraw(request: HttpRequest, scan: UUID) -> HttpResponse:
    """Takes the date of the conversation back; people are told by mail."""
    found = round_to_lead(request.user, scan)
    if found.state not in {State.OPEN, State.GESPREK} or found.meets_at is None:
        return redirect("round_response", scan=found.pk)
    form = WithdrawForm(request.POST or None)
    if not form.is_valid():
        status = 422 if form.is_bound else 200
        return render(request, "round/withdraw.html", {"scan": found, "form": form}, status=status)
    return _told(request, found, withdraw_meeting(scan=found, reason=form.cleaned_data["reason"], by=request.user))


@require_safe
def deadline(request: HttpRequest, scan: UUID) -> HttpResponse:
    """The last day of an open round as a calendar file, for the people of the location."""
    found = round_to_see(request.user, scan)
    if found.state != State.OPEN or found.closes_on is None:
        raise Http404
    return calendar_response(deadline_ics(found), "laatste-dag")


@require_safe
def conversation(request: HttpRequest, scan: UUID) -> HttpResponse:
    """The conversation as a calendar file, for the people of the location."""
    found = round_to_see(request.user, scan)
    if found.state not in {State.OPEN, State.GESPREK} or found.meets_at is None:
        raise Http404
    return calendar_response(conversation_ics(found), "gesprek")


def _change_page(request: HttpRequest, scan: Scan, form: forms.Form) -> HttpResponse:
    status = 422 if form.is_bound else 200
    return render(request, "round/change.html", {"scan": scan, "form": form}, status=status)


def _told(request: HttpRequest, scan: Scan, told: int) -> HttpResponse:
    text = ngettext("Saved. %(count)d person is told by mail.", "Saved. %(count)d people are told by mail.", told) % {
        "count": told
    }
    messages.success(request, text)
    return redirect("round_response", scan=scan.pk)
