"""The link with which somebody chooses a password: works once, for the time that ``PASSWORD_RESET_TIMEOUT`` gives."""

from django.conf import settings
from django.urls import reverse

from wolscan.models import User


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
