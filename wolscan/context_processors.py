"""What every page knows."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse

from wolscan.accounts.looking import looks_as, may_choose
from wolscan.demo import login_choices
from wolscan.people.mails import in_words


def site(request: HttpRequest) -> dict[str, Any]:
    """``DEMO``, on the login page of a demo the accounts that can be tried, and as which role somebody looks."""
    is_demo_login = settings.DEMO and request.path == reverse("account_login")
    return {
        "DEMO": settings.DEMO,
        "demo_accounts": login_choices() if is_demo_login else [],
        "oidc_name": settings.OIDC_NAME if settings.OIDC_ISSUER else "",
        "looks_as": lambda: _role_of(request),
        "may_choose_role": lambda: may_choose(request.user),
    }


def _role_of(request: HttpRequest) -> str:
    """The role as which somebody looks, with its place; asked only by who chose one, and only where it is shown."""
    role = looks_as(request.user)
    return in_words(role) if role else ""
