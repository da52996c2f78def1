"""The pages of the second step that are not just allauth's; loaded when somebody opens one of them."""

from collections.abc import Callable
from typing import Any

from allauth.mfa.base.views import IndexView
from allauth.mfa.recovery_codes.views import ViewRecoveryCodesView
from allauth.mfa.totp.views import DeactivateTOTPView
from allauth.mfa.webauthn.views import remove_webauthn
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect

from wolscan.accounts.steps import means_of, must_still_pass

View = Callable[..., HttpResponse]


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


overview = SecondStepView.as_view()
recovery_codes = or_back_to_overview(ViewRecoveryCodesView.as_view())
remove_app = or_back_to_overview(DeactivateTOTPView.as_view())
