"""How allauth behaves here: accounts are given out, nobody signs up, and errors say what to do."""

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _


class AccountAdapter(DefaultAccountAdapter):
    error_messages = DefaultAccountAdapter.error_messages | {
        "email_password_mismatch": _(
            "This mail address and password do not belong together. Check both and try again, or choose a new password."
        ),
        "incorrect_password": _("This password is not right. Try again."),
        "enter_current_password": _("This is not the password you use now. Try again."),
        "account_inactive": _("This account is closed. Ask the programme office to open it again."),
        "too_many_login_attempts": _("Too many attempts. Wait five minutes and try again, or choose a new password."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False
