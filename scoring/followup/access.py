"""Who may see the improvement plan of a scan, and who may write in it."""

from dataclasses import dataclass
from uuid import UUID

from django.http import Http404

from questionnaires.models import Scan
from questionnaires.queries import may, scan_to_read
from scoring.models import Action
from wolscan.models import User
from wolscan.permissions import Permission


@dataclass(frozen=True, slots=True)
class Reader:
    """Somebody at the plan of one scan. Whoever may not follow up only reads."""

    scan: Scan
    may_follow_up: bool

    @property
    def may_write(self) -> bool:
        """A scan that was opened again keeps its plan; it is written in once the outcome is final again."""
        return self.may_follow_up and self.scan.is_final


def plan_reader(user: User, scan: UUID) -> Reader:
    """The person at the plan of a scan; 404 for whoever may not read it, and while there can be no plan."""
    found = scan_to_read(user, scan)
    if not may(user, Permission.SEE_OUTCOME, found):
        raise Http404
    if not found.is_final and not Action.objects.filter(scan=found).exists():
        raise Http404
    return Reader(found, may(user, Permission.FOLLOW_UP, found))
