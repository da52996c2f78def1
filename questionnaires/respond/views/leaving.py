"""After sending: thanks, the date of the conversation, and leaving nothing on the device."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from questionnaires.access import SHARED, go_away
from questionnaires.models import Invitation
from questionnaires.respond.gate import with_invitation
from questionnaires.respond.presenters import contact
from questionnaires.round.calendar import conversation_ics, deadline_ics
from wolscan.ics import calendar_response


@require_safe
@with_invitation
def thanks(request: HttpRequest, invitation: Invitation) -> HttpResponse:
    """What happens next. Whoever comes back after sending ends here, never at an error."""
    if invitation.progress != Invitation.Progress.DONE:
        return redirect("begin")
    context = {
        "scan": invitation.scan,
        "contact": contact(invitation.scan),
        "is_paper": invitation.kind == Invitation.Kind.PAPER,
        "is_shared": SHARED in request.session,
    }
    return render(request, "respond/thanks.html", context)


@require_safe
@with_invitation
def conversation(request: HttpRequest, invitation: Invitation) -> HttpResponse:
    """The date of the conversation as a calendar file."""
    if invitation.scan.meets_at is None:
        raise Http404
    return calendar_response(conversation_ics(invitation.scan), "gesprek")


@require_safe
@with_invitation
def deadline(request: HttpRequest, invitation: Invitation) -> HttpResponse:
    """The last day to take part as a calendar file."""
    if invitation.scan.closes_on is None:
        raise Http404
    return calendar_response(deadline_ics(invitation.scan), "laatste-dag")


@login_not_required
@require_POST
def leave(request: HttpRequest) -> HttpResponse:
    """*Klaar*: forgets who was here and has the browser wipe what it kept, pages behind the back button included."""
    if request.user.is_authenticated:
        return redirect("home")
    go_away(request)
    messages.success(request, _("Done: nothing of you is left on this device. You can close this page."))
    response = redirect("join")
    response["Clear-Site-Data"] = '"cache", "storage"'
    return response
