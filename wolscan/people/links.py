"""Links that open something of an account, each of which works once: choosing a password, and a new mail address.

The one for a password works for the time that ``PASSWORD_RESET_TIMEOUT`` gives.
"""

import base64
import json
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from django.conf import settings
from django.urls import reverse

from wolscan.models import User

#: For how many days a link for a new mail address works.
DAYS_OF_ADDRESS = 3


def set_password_link(user: User) -> str:
    """A full address. It is made when it is shown or sent, and stored nowhere: it opens the account."""
    from allauth.account.forms import default_token_generator
    from allauth.account.utils import user_pk_to_url_str

    key = default_token_generator.make_token(user)
    path = reverse("account_reset_password_from_key", kwargs={"uidb36": user_pk_to_url_str(user), "key": key})
    return f"{settings.SITE_URL}{path}"


def days_of_link() -> int:
    """For how many days the link works."""
    return settings.PASSWORD_RESET_TIMEOUT // (24 * 3600)


@dataclass(frozen=True, slots=True)
class NewAddress:
    """What stands in a link for a new mail address: whose, the address until now, and the one that is wanted."""

    user: int
    before: str
    wanted: str


def address_link(user: User, wanted: str) -> str:
    """A full address. What it holds cannot be read from it, so that no log of addresses holds a person's."""
    key = _fernet().encrypt(json.dumps([user.pk, user.email, wanted]).encode()).decode()
    return f"{settings.SITE_URL}{reverse('confirm_address', args=[key])}"


def address_in(key: str) -> NewAddress | None:
    """What a link holds; nothing where it is too old, or none of ours."""
    from cryptography.fernet import InvalidToken

    try:
        return NewAddress(*json.loads(_fernet().decrypt(key, ttl=DAYS_OF_ADDRESS * 24 * 3600)))
    except (InvalidToken, ValueError):
        return None


def _fernet() -> Any:
    from cryptography.fernet import Fernet

    key = sha256(b"wolscan new address\0" + settings.CODE_SECRET.encode()).digest()
    return Fernet(base64.urlsafe_b64encode(key))
