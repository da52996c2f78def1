"""An adviser who leaves: no running scan may stay behind with somebody who can no longer open it."""

from django.utils.translation import ngettext

from questionnaires.models import ENDED, Scan
from wolscan.models import Membership
from wolscan.permissions import ROLE_PERMISSIONS, Permission


def guides_scans(membership: Membership) -> str:
    """What has to be given to somebody else before this role can be ended; empty when nothing has to."""
    if Permission.REVIEW not in ROLE_PERMISSIONS[membership.role]:
        return ""
    count = Scan.objects.filter(adviser=membership.user_id).exclude(state__in=ENDED).count()
    if not count:
        return ""
    return ngettext(
        "%(name)s guides %(count)d running scan. Ask the programme office to give it to another adviser first.",
        "%(name)s guides %(count)d running scans. Ask the programme office to give them to other advisers first.",
        count,
    ) % {"name": membership.user.name, "count": count}
