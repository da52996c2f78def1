"""The forms of the second step: allauth's own, in plain words, and every code of an app works once."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from allauth.core.internal.cryptokit import normalize_user_code
from allauth.mfa.adapter import get_adapter
from allauth.mfa.base import forms as base
from allauth.mfa.models import Authenticator
from allauth.mfa.totp import forms as totp
from allauth.mfa.webauthn import forms as webauthn
from django import forms
from django.core.cache import cache
from django.db import DatabaseError
from django.utils.translation import gettext_lazy as _

from wolscan.accounts.mfa import PASSKEY_FAILED
from wolscan.forms import PlainWords

#: For longer than a code is taken: its half minute, and the one before and after.
REMEMBERED = 120


class OnlyOnce:
    """A code is accepted a little before and after its time; a second time it is refused."""

    user: Any
    authenticator: Any

    def clean_code(self) -> str:
        code: str = super().clean_code()  # type: ignore[misc]
        if self.authenticator.type == Authenticator.Type.TOTP:
            used = f"second-step-code:{self.user.pk}:{normalize_user_code(code)}"
            if not cache.add(used, 1, REMEMBERED):
                raise get_adapter().validation_error("incorrect_code")
        return code


class AuthenticateForm(OnlyOnce, PlainWords, base.AuthenticateForm):
    """The second step of signing in, with a code."""


class ReauthenticateForm(OnlyOnce, PlainWords, base.ReauthenticateForm):
    """The second step once more, before something that matters."""


class ActivateTOTPForm(PlainWords, totp.ActivateTOTPForm):
    """The first code of an app, which shows that it works."""


class SoundKey:
    """What a browser sends as key may be anything: what cannot be read is a key that does not fit."""

    fields: dict[str, Any]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["credential"]
        field.error_messages["required"] = field.error_messages["invalid"] = PASSKEY_FAILED

    @contextmanager
    def read(self) -> Iterator[None]:
        try:
            yield
        except (forms.ValidationError, DatabaseError):
            raise
        except Exception as error:
            raise get_adapter().validation_error("passkey_failed") from error


class PasskeyForm(SoundKey):
    """A passkey that was set up before."""

    def clean_credential(self) -> Any:
        with self.read():
            return super().clean_credential()  # type: ignore[misc]


class AuthenticatePasskeyForm(PasskeyForm, webauthn.AuthenticateWebAuthnForm):
    """The second step of signing in, with a passkey."""


class LoginPasskeyForm(PasskeyForm, webauthn.LoginWebAuthnForm):
    """Signing in with a passkey alone."""


class ReauthenticatePasskeyForm(PasskeyForm, webauthn.ReauthenticateWebAuthnForm):
    """A passkey once more, before something that matters."""


class AddPasskeyForm(SoundKey, webauthn._BaseAddWebAuthnForm):
    """A passkey, with a name to know it by. The browser fills in the key itself."""

    def clean(self) -> dict[str, Any]:
        with self.read():
            return super().clean()

    name = forms.CharField(
        label=_("Name of this passkey"),
        help_text=_("So that you know which one it is, such as: my phone."),
        max_length=60,
        required=False,
    )
