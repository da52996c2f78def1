"""Who comes in from the organisation: only somebody whose verified mail address has an account here."""

from typing import Any

from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django.http import HttpRequest
from django.shortcuts import render

from wolscan.models import User


class SocialAdapter(DefaultSocialAccountAdapter):
    """Nothing of the sign-in is kept: every time the address decides anew, so that a closed account stays closed."""

    def pre_social_login(self, request: HttpRequest, sociallogin: Any) -> None:
        user = _account_of(sociallogin)
        if user is None:
            raise ImmediateHttpResponse(render(request, "socialaccount/no_account.html", status=403))
        sociallogin.user = user

    def authenticate_by_email(self, sociallogin: Any) -> None:
        """Left to ``pre_social_login``: allauth would take away the password of who never verified the address here."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:
        return False


def _account_of(sociallogin: Any) -> User | None:
    said: dict[str, Any] = sociallogin.account.extra_data
    if len({part.get("sub") for part in said.values() if isinstance(part, dict)}) > 1:
        return None  # the two answers are about two people
    verified = [address.email for address in sociallogin.email_addresses if address.verified is True]
    return User.objects.filter(email__iexact=verified[0]).first() if verified else None
