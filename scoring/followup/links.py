"""The links in the mail of the check: one per action and answer, derived when the mail is made and kept nowhere."""

from hmac import compare_digest
from uuid import UUID

from django.conf import settings
from django.urls import reverse

from questionnaires import codes

PURPOSE = "action"


def action_link(action: UUID, generation: int, answer: str) -> str:
    """The link that opens the page on which one confirms this answer. Opening it changes nothing."""
    token = codes.token(PURPOSE, action, generation)
    return f"{settings.SITE_URL}{reverse('check_link', kwargs={'action': action, 'token': token})}?antwoord={answer}"


def is_action_link(action: UUID, generation: int, token: str) -> bool:
    """Whether this token belongs to this action in the newest mail of its check."""
    return compare_digest(codes.token(PURPOSE, action, generation).encode(), token.encode())
