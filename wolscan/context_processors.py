"""What every page knows."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse

from wolscan.demo import login_choices


def site(request: HttpRequest) -> dict[str, Any]:
    """``DEMO``, and on the login page of a demo the accounts that can be tried."""
    is_demo_login = settings.DEMO and request.path == reverse("account_login")
    return {"DEMO": settings.DEMO, "demo_accounts": login_choices() if is_demo_login else []}
