"""Coming in: by a link, by a code, and the page before one begins."""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import Resolver404, resolve
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from questionnaires import throttle
from questionnaires.access import ONE_BY_ONE, SHARED, come_with, go_on_with, invitation_of, place_key
from questionnaires.invitations import NotOpen, find_by_code, find_by_token, way_in
from questionnaires.models import AnswerSheet, Invitation, Participation, State
from questionnaires.respond.forms import PAPER, TOGETHER, WRONG_CODE, BeginForm, CodeForm
from questionnaires.respond.gate import with_invitation
from questionnaires.respond.presenters import contact, start_context
from questionnaires.respond.queries import is_on_paper, place_of
from questionnaires.responding import AlreadySent, GroupIsFull, take_place
from wolscan.dates import today
from wolscan.permissions import roles_at

#: The invitation of a link that was opened by somebody who is signed in to an account.
OFFERED = "offered"


@login_not_required
@require_safe
def link(request: HttpRequest, token: str) -> HttpResponse:
    """Opens a link. It changes nothing, for mail scanners open links too; the token leaves the address at once.

    A link that leads nowhere goes to the same page whatever the reason, by a redirect: that page and its log line
    hold no token either.
    """
    try:
        response = _arrive(request, find_by_token(token, today()))
    except NotOpen:
        response = redirect("not_open")
    response["Referrer-Policy"] = "no-referrer"
    return response


@login_not_required
@require_safe
def not_open(request: HttpRequest) -> HttpResponse:
    """One page for every link that leads nowhere."""
    return render(request, "respond/not_open.html")


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def join(request: HttpRequest) -> HttpResponse:
    """The code page. Wrong codes are counted; after too many it asks for patience."""
    form = CodeForm(request.POST if request.method == "POST" else None)
    if not form.is_valid():
        return render(request, "respond/join.html", {"form": form, "invitation": invitation_of(request)})
    if not throttle.allow(request):
        return render(request, "respond/join.html", {"form": form, "is_waiting": True}, status=429)
    try:
        invitation = find_by_code(form.cleaned_data["code"], today())
    except NotOpen:
        throttle.note_wrong(request)
        form.add_error("code", WRONG_CODE)
        return render(request, "respond/join.html", {"form": form})
    if _is_typist_barred(request, invitation):
        return render(request, "respond/not_by_coordinator.html", {"scan": invitation.scan})
    return _back_in(request, invitation, form)


def _is_typist_barred(request: HttpRequest, invitation: Invitation) -> bool:
    """Whether a coordinator, or somebody else who reads the answers, is about to type over somebody's paper."""
    return (
        request.user.is_authenticated
        and is_on_paper(invitation, place_of(invitation))
        and bool(roles_at(request.user, invitation.scan.location, invitation.scan.adviser_id))
    )


def _back_in(request: HttpRequest, invitation: Invitation, form: CodeForm) -> HttpResponse:
    """Goes on where somebody was. What was typed when the session ended is held out to be saved."""
    response = _arrive(request, invitation, shared=form.cleaned_data["shared"])
    then = form.cleaned_data["then"]
    if invitation_of(request) is None or not _is_own_page(invitation, then):
        return response
    if form.cleaned_data["typed"]:
        return render(request, "respond/typed_back.html", {"to": then, "typed": form.cleaned_data["typed"]})
    return redirect(then)


def _is_own_page(invitation: Invitation, path: str) -> bool:
    """Whether an address is a page of the sheet of this invitation: nothing else is gone back to."""
    try:
        sheet = resolve(path).kwargs.get("sheet")
    except Resolver404:
        return False
    return AnswerSheet.objects.filter(pk=sheet, participation__invitation=invitation).exists()


def _arrive(request: HttpRequest, invitation: Invitation, *, shared: bool = False) -> HttpResponse:
    """Remembers the invitation in the session. Somebody with an account is asked first: it signs them out."""
    response = redirect("begin")
    if request.user.is_authenticated:
        request.session[OFFERED] = str(invitation.pk)
        return response
    if shared or not _goes_on(request, invitation):
        come_with(request, invitation, shared=shared)
    _speak(request, response, invitation.language)
    return response


def _goes_on(request: HttpRequest, invitation: Invitation) -> bool:
    """Whether this browser is at this invitation already, or at the place it took with this group link."""
    if request.session.get(SHARED):
        return False
    current = invitation_of(request)
    return current is not None and invitation.pk in {current.pk, current.parent_id}


def _speak(request: HttpRequest, response: HttpResponse, language: str) -> None:
    """The language of the invitation, for a browser that has not chosen one."""
    if settings.LANGUAGE_COOKIE_NAME not in request.COOKIES and language != settings.LANGUAGE_CODE:
        response.set_cookie(
            settings.LANGUAGE_COOKIE_NAME,
            language,
            max_age=settings.LANGUAGE_COOKIE_AGE,
            secure=settings.HTTPS,
            samesite=settings.LANGUAGE_COOKIE_SAMESITE,
        )


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def begin(request: HttpRequest) -> HttpResponse:
    """The start page. Only the button *Begin* takes a place; somebody who began goes on at once."""
    if request.user.is_authenticated:
        return _offered(request)
    return _begin(request)


@with_invitation
def _begin(request: HttpRequest, invitation: Invitation) -> HttpResponse:
    if invitation.kind == Invitation.Kind.COUNCIL:
        return _at_the_table(request, invitation)
    if invitation.progress == Invitation.Progress.DONE:
        return redirect("thanks")
    place = place_of(invitation)
    if is_on_paper(invitation, place):
        return redirect("paper")
    if place:
        return redirect("sheet", sheet=place.sheet.pk)
    form = BeginForm(request.POST if request.method == "POST" else None, group=invitation.group)
    if form.is_valid():
        return _take_place(request, invitation, form)
    return render(request, "respond/start.html", start_context(invitation) | {"form": form})


def _at_the_table(request: HttpRequest, invitation: Invitation) -> HttpResponse:
    """The seat of the client council leads to the conversation, once the team talks."""
    if invitation.scan.state == State.OPEN:
        return render(request, "respond/council.html", {"scan": invitation.scan, "contact": contact(invitation.scan)})
    return redirect("board", scan=invitation.scan_id)


def _take_place(request: HttpRequest, invitation: Invitation, form: BeginForm) -> HttpResponse:
    chosen, shared = form.cleaned_data["mode"], form.cleaned_data["shared"] or SHARED in request.session
    mode = Participation.Mode.TABLET if shared and chosen != PAPER else Participation.Mode(chosen)
    try:
        sheet = take_place(
            invitation=invitation, mode=mode, named=form.is_named, today=today(), place_key=place_key(request)
        )
    except GroupIsFull:
        return render(request, "respond/full.html", {"contact": contact(invitation.scan)})
    except AlreadySent:
        return redirect("thanks")
    except NotOpen:
        return redirect("not_open")
    own = sheet.participation.invitation
    go_on_with(request, own)
    if shared:
        request.session[SHARED] = True
    if chosen == TOGETHER:
        request.session[ONE_BY_ONE] = True
    if own.kind == Invitation.Kind.PERSONAL:
        return redirect("own_code")
    return redirect("paper") if chosen == PAPER else redirect("sheet", sheet=sheet.pk)


def _offered(request: HttpRequest) -> HttpResponse:
    """Somebody with an account opened a link or typed a code: as a participant they go on without the account."""
    held = Invitation.objects.filter(pk=request.session.get(OFFERED)).first()
    if held is None:
        return redirect("home")
    if request.method == "POST":
        come_with(request, held)
        return redirect("begin")
    return render(request, "respond/signed_in.html")


@require_safe
@with_invitation
def own_code(request: HttpRequest, invitation: Invitation) -> HttpResponse:
    """The code of one's own place behind a group link, to write down: the link itself begins anew."""
    place = place_of(invitation)
    if invitation.kind != Invitation.Kind.PERSONAL or place is None:
        return redirect("begin")
    context = {"code": way_in(invitation).code, "scan": invitation.scan, "is_shared": SHARED in request.session}
    return render(request, "respond/own_code.html", context)


@require_safe
@with_invitation
def own_code_file(request: HttpRequest, invitation: Invitation) -> HttpResponse:
    """The same code as a small text file to keep."""
    if invitation.kind != Invitation.Kind.PERSONAL:
        return redirect("begin")
    lines = [
        "Wolscan",
        _("Your code: %(code)s") % {"code": way_in(invitation).code},
        _("Type it at: %(address)s") % {"address": f"{settings.SITE_URL}/meedoen/"},
    ]
    response = HttpResponse("\r\n".join(lines) + "\r\n", content_type="text/plain; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="wolscan-code.txt"'
    return response
