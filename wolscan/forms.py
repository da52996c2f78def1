"""The forms of accounts: allauth's own, with labels and errors that say what to do."""

from typing import Any

from allauth.account import forms as account
from allauth.account.adapter import get_adapter
from allauth.account.internal.userkit import filter_users_by_email
from allauth.core import context, ratelimit
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from wolscan.accounts.limits import account_at_place

#: Per field: the label, and what to do when it was left empty.
WORDS: dict[str, tuple[str | Promise, str | Promise]] = {
    "login": (_("Mail address"), _("Enter your mail address.")),
    "email": (_("Mail address"), _("Enter your mail address.")),
    "password": (_("Password"), _("Enter your password.")),
    "oldpassword": (_("Current password"), _("Enter the password you use now.")),
    "password1": (_("New password"), _("Choose a new password.")),
    "password2": (_("New password again"), _("Enter the new password once more.")),
    "code": (_("Code"), _("Enter the code.")),
}


class PlainWords:
    """No placeholders (they vanish while typing), our own labels, and an instruction instead of "required"."""

    fields: dict[str, Any]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            field.widget.attrs.pop("placeholder", None)
            if name in WORDS:
                field.label, field.error_messages["required"] = WORDS[name]
            if name in {"login", "email"}:
                invalid = _("Enter a mail address with an @, for example name@example.org.")
                field.error_messages["invalid"] = field.validators[0].message = invalid
            if name in {"password", "password2", "oldpassword"}:
                field.help_text = ""


class LoginForm(PlainWords, account.LoginForm):
    """Signing in."""


class RequestLoginCodeForm(PlainWords, account.RequestLoginCodeForm):
    """Asks for a mail with a code to sign in."""

    def clean_email(self) -> str:
        """Counts for account and address together, and looks the same for an address that nobody has."""
        email: str = self.cleaned_data["email"]
        key = account_at_place(email, get_adapter().get_client_ip(context.request))
        if not ratelimit.consume(context.request, action="request_login_code", key=key):
            raise get_adapter().validation_error("rate_limited")
        users = filter_users_by_email(email, is_active=True, prefer_verified=True, for_login=True)
        self._user = users[0] if users else None
        return email


class ConfirmLoginCodeForm(PlainWords, account.ConfirmLoginCodeForm):
    """The code from that mail."""


class ReauthenticateForm(PlainWords, account.ReauthenticateForm):
    """The password once more, before something that matters."""


class ResetPasswordForm(PlainWords, account.ResetPasswordForm):
    """Asks for a mail with a link."""


class ResetPasswordKeyForm(PlainWords, account.ResetPasswordKeyForm):
    """A new password, after the link."""


class ChangePasswordForm(PlainWords, account.ChangePasswordForm):
    """A new password, knowing the old one."""


class SetPasswordForm(PlainWords, account.SetPasswordForm):
    """The first password of an account that has none."""
