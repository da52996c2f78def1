"""The addresses under which people without an account come in; made when they are needed, kept nowhere."""

from hmac import compare_digest
from uuid import UUID

from django.conf import settings
from django.urls import reverse

from questionnaires import codes
from questionnaires.invitations import way_in
from questionnaires.models import Invitation

OPT_OUT = "optout"


def link_of(invitation: Invitation) -> str:
    """The link that opens this invitation as it is now."""
    return f"{settings.SITE_URL}/d/{way_in(invitation).token}/"


def code_page() -> str:
    """Where one types the code of a letter."""
    return f"{settings.SITE_URL}/meedoen/"


def opt_out_link(invitation: Invitation) -> str:
    """The link at the foot of a mail. It opens nothing else, and an earlier one keeps working."""
    made = codes.token(OPT_OUT, invitation.pk, 0)
    return settings.SITE_URL + reverse("opt_out", kwargs={"invitation": invitation.pk, "token": made})


def is_opt_out(invitation: UUID, token: str) -> bool:
    """Whether this token belongs to the opt-out link of this invitation."""
    return compare_digest(codes.token(OPT_OUT, invitation, 0), token)
