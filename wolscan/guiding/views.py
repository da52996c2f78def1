"""Help, the manuals, and putting away what the start page shows at first."""

from dataclasses import dataclass

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from wolscan.guiding.answers import ANSWERS, TAKING_PART, WORDS, Answer
from wolscan.guiding.manuals import NAMES, read_manual
from wolscan.guiding.queries import MANUALS
from wolscan.guiding.services import UnknownGuide, bring_back, put_away
from wolscan.permissions import roles_now


@dataclass(frozen=True, slots=True)
class Help:
    """The questions of one role."""

    label: str
    answers: tuple[Answer, ...]
    manual: str


@login_not_required
@require_safe
def help_page(request: HttpRequest) -> HttpResponse:
    """Short answers for the roles of the reader; for who has no account, those for taking part."""
    roles = roles_now(request.user)
    parts = [Help(str(role.label), ANSWERS[role.value], MANUALS[role.value]) for role in roles]
    context = {
        "parts": parts or [Help(_("If you take part"), TAKING_PART, "deelnemer")],
        "words": WORDS.values(),
        "manuals": NAMES.items(),
        "has_guides": bool(roles),
    }
    return render(request, "guiding/help.html", context)


@login_not_required
@require_safe
def manual_page(request: HttpRequest, manual: str) -> HttpResponse:
    """One manual. All of them are for everybody: they hold no secrets."""
    if manual not in NAMES:
        raise Http404
    return render(request, "guiding/manual.html", {"manual": read_manual(manual)})


@require_POST
def guide_seen(request: HttpRequest) -> HttpResponse:
    """Begrepen: the guide of one role goes from the start page."""
    try:
        put_away(role=request.POST.get("rol", ""), by=request.user)
    except UnknownGuide:
        return redirect("home")
    messages.success(request, _("You will not see this again. It stays on the page Help."))
    return redirect("home")


@require_POST
def guides_again(request: HttpRequest) -> HttpResponse:
    """The guides come back on the start page."""
    bring_back(by=request.user)
    return redirect("home")
