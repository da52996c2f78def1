"""Pages of one's own account: the second step, the devices, and the role as which one looks."""

from collections.abc import Callable
from typing import Any

from allauth.mfa.base.views import IndexView
from allauth.mfa.recovery_codes.views import ViewRecoveryCodesView
from allauth.mfa.totp.views import DeactivateTOTPView
from allauth.mfa.webauthn.views import remove_webauthn
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from wolscan.accounts import looking
from wolscan.accounts.steps import means_of, must_still_pass
from wolscan.people.mails import in_words

View = Callable[..., HttpResponse]


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


class SecondStepView(IndexView):
    """What is set up as second step; the page where one waits who needs one and has none."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {"must_set_up": must_still_pass(self.request)}


def or_back_to_overview(view: View) -> View:
    """A page about something that is not set up leads to the page where it can be."""

    def shown(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            return view(request, *args, **kwargs)
        except Http404:
            return redirect("mfa_index")

    return shown


def remove_passkey(request: HttpRequest, pk: int) -> HttpResponse:
    """One's own passkeys only; of any other not even the question comes."""
    get_object_or_404(means_of(request.user), pk=pk, type="webauthn")
    return remove_webauthn(request, pk=pk)


second_step = SecondStepView.as_view()
recovery_codes = or_back_to_overview(ViewRecoveryCodesView.as_view())
remove_app = or_back_to_overview(DeactivateTOTPView.as_view())
