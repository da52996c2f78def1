"""Pages of one's own account, and the role as which one looks."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from wolscan.accounts import looking
from wolscan.accounts.steps import means_of
from wolscan.people.mails import in_words


@require_safe
def my_account(request: HttpRequest) -> HttpResponse:
    """Everything about one's own account, and where to change it."""
    context = {
        "roles": [in_words(role) for role in looking.roles_of(request.user)],
        "has_second_step": means_of(request.user).exists(),
    }
    return render(request, "accounts/account.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def choose_role(request: HttpRequest) -> HttpResponse:
    """Everything at once, or as one of one's roles; in this session only."""
    roles = {str(role.pk): role for role in looking.roles_of(request.user)}
    if request.method != "POST":
        return render(request, "accounts/choose_role.html", {"roles": _choices(roles), "now": request.user.looks_as})
    chosen = request.POST.get("rol", "")
    if chosen and chosen not in roles:
        error = {"id": "rol-alles", "text": _("Choose a role from the list.")}
        context = {"roles": _choices(roles), "now": request.user.looks_as, "errors": [error]}
        return render(request, "accounts/choose_role.html", context, status=422)
    looking.choose(request, roles.get(chosen))
    messages.success(request, _said(roles.get(chosen)))
    return redirect("home")


def _choices(roles: dict[str, Any]) -> list[dict[str, Any]]:
    return [{"pk": role.pk, "text": in_words(role)} for role in roles.values()]


def _said(role: Any) -> str:
    if role is None:
        return _("You see everything that belongs to your roles.")
    return _("You look as %(role)s.") % {"role": in_words(role)}
