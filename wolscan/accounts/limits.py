"""How often somebody may try, kept in the database: it holds for all processes together.

allauth counts in Django's cache, which is the table of ``CacheEntry``. Codes of invitations have a counter of their own
(``questionnaires.throttle``), which knows no accounts.
"""

from datetime import date

from allauth.core.internal.ratelimit import truncate_ip
from django.utils import timezone

from wolscan.accounts.models import CacheEntry


def account_at_place(email: str, address: str) -> str:
    """What failures are counted for: an account and the place they come from, an IPv6 network being one place."""
    return f"{email.strip().lower()}|{truncate_ip(address)}"


def forget_what_is_over(today: date) -> int:
    """Clears away counters and used codes whose time has passed; gives back how many."""
    return CacheEntry.objects.filter(expires__lt=timezone.now()).delete()[0]
