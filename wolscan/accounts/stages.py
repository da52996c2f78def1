"""The second step while signing in, as a stage of allauth."""

from allauth.mfa.stages import AuthenticateStage
from django.conf import settings
from django.http import HttpRequest

from wolscan.accounts.steps import mark_passed


class SecondStep(AuthenticateStage):
    """Asked of whoever has one; a sign-in at a trusted organisation has shown its own already."""

    def _should_handle(self, request: HttpRequest) -> bool:
        if settings.OIDC_TRUST_SECOND_FACTOR and (self.login.signal_kwargs or {}).get("sociallogin"):
            mark_passed(request, self.login.user)
            return False
        return bool(super()._should_handle(request))
