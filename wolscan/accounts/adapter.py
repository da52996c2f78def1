"""How allauth behaves here: accounts are given out, nobody signs up, and errors say what to do."""

import logging
import smtplib
import time
from typing import Any
from urllib.parse import urlencode

from allauth.account import app_settings
from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.authentication import get_authentication_records
from allauth.core.internal.httpkit import clean_client_ip
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from wolscan.accounts.limits import account_at_place
from wolscan.middleware import SIGNED_OUT

#: The address of who comes by a socket that no proxy spoke for.
UNKNOWN_ADDRESS = "0.0.0.0"  # noqa: S104 - written down, nothing listens there  # nosec B104
logger = logging.getLogger("wolscan.accounts")


class AccountAdapter(DefaultAccountAdapter):
    error_messages = DefaultAccountAdapter.error_messages | {
        "email_password_mismatch": _(
            "This mail address and password do not belong together. Check both and try again, or choose a new password."
        ),
        "incorrect_password": _("This password is not right. Try again."),
        "enter_current_password": _("This is not the password you use now. Try again."),
        "account_inactive": _("This account is closed. Ask the programme office to open it again."),
        "too_many_login_attempts": _("Too many attempts. Wait five minutes and try again, or choose a new password."),
        "rate_limited": _("Too many attempts. Wait five minutes and try again."),
        "incorrect_code": _("This code is not right, or works no longer. Check it, or ask for a new one."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def get_client_ip(self, request: HttpRequest) -> str:
        """``ProxyMiddleware`` has put the client's address there; nobody is shut out for having none."""
        return clean_client_ip(request.META.get("REMOTE_ADDR", "")) or UNKNOWN_ADDRESS

    def get_login_stages(self) -> list[str]:
        """A sign-in elsewhere can count as the second step, if the settings say so."""
        ours = {"allauth.mfa.stages.AuthenticateStage": "wolscan.accounts.stages.SecondStep"}
        return [ours.get(stage, stage) for stage in super().get_login_stages()]

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        """Who signed in a moment ago need not type the password again to set up the second step."""
        return not _signed_in_just_now(self.request) and super().is_reauthentication_required(app=app, **kwargs)

    def get_logout_redirect_url(self, request: HttpRequest) -> str:
        return f"{reverse('account_login')}?{urlencode({SIGNED_OUT: request.LANGUAGE_CODE})}"

    def logout(self, request: HttpRequest) -> None:
        super().logout(request)
        request.forget_site_data = True

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Sends at once: these mails hold secrets, which the table of mails does not keep.

        A mail server that fails changes nothing on the page: it looks the same for every address, and says what to
        do when no mail comes.
        """
        try:
            super().send_mail(template_prefix, email, context)
        except (OSError, smtplib.SMTPException) as error:
            # The error itself may repeat the address.
            logger.error("the mail %s could not be sent: %s", template_prefix, type(error).__name__)

    def _get_login_attempts_cache_key(self, request: HttpRequest, **credentials: Any) -> str:
        """Failures count for account and address together: nobody locks out a colleague from elsewhere."""
        return account_at_place(credentials.get("email", ""), self.get_client_ip(request))


def _signed_in_just_now(request: HttpRequest) -> bool:
    records = get_authentication_records(request, request.user)
    return bool(records) and time.time() - records[-1]["at"] < app_settings.REAUTHENTICATION_TIMEOUT
