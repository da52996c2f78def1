"""How allauth's second step behaves here: its names, its drawing, and secrets that are unreadable in the database."""

import base64
import logging
from hashlib import sha256
from typing import Any

from allauth.mfa.adapter import DefaultMFAAdapter
from django.conf import settings
from django.utils.crypto import get_random_string
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

NAME = "Wolscan"
PASSKEY_FAILED = gettext_lazy("The passkey did not work. Try again, or choose another way.")
logger = logging.getLogger("wolscan.accounts")


class MFAAdapter(DefaultMFAAdapter):
    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": gettext_lazy("This code is not right. Wait for the next code in the app, and type that one."),
        "passkey_failed": PASSKEY_FAILED,
        "cannot_generate_recovery_codes": gettext_lazy("Set up a second step first; recovery codes belong to it."),
    }

    def get_totp_issuer(self) -> str:
        return NAME

    def build_totp_svg(self, url: str) -> SafeString:
        """A drawing for in the page: the policy of this site forbids ``data:`` images."""
        import segno

        drawn = segno.make(url, error="m", micro=False)
        svg = drawn.svg_inline(scale=5, border=4, dark="#000", light="#fff", omitsize=True, svgclass="qr__drawing")
        # Drawn from squares: nothing of the text stands in it.
        return mark_safe(svg)  # noqa: S308  # nosec B308 B703

    def generate_authenticator_name(self, user: Any, type: Any) -> str:  # noqa: A002 - allauth's own word
        number = user.authenticator_set.filter(type=type).count() + 1
        return _("Passkey %(number)s") % {"number": number}

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        return super().get_public_key_credential_rp_entity() | {"name": NAME}

    def encrypt(self, text: str) -> str:
        return _fernet().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """What was encrypted under another ``CODE_SECRET`` becomes a secret that nobody knows: no code fits it."""
        from cryptography.fernet import InvalidToken

        try:
            return _fernet().decrypt(encrypted_text.encode()).decode()
        except InvalidToken:
            logger.warning("a second step was set up under another CODE_SECRET; reset it")
            return get_random_string(32, "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567")

    def _get_site_name(self) -> str:
        return NAME


def _fernet() -> Any:
    """By ``CODE_SECRET``: it outlives ``SECRET_KEY``, whose renewal must not take away everybody's second step."""
    from cryptography.fernet import Fernet

    key = sha256(b"wolscan second step\0" + settings.CODE_SECRET.encode()).digest()
    return Fernet(base64.urlsafe_b64encode(key))
