"""What can be done in the background, by name; apps add to it when they are ready."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from wolscan.jobs.models import Job
from wolscan.permissions import Permission, can_everywhere

Tell = Callable[[int, int], None]
Keep = Callable[[], dict[str, Any]]
Work = Callable[[Job, Tell], Keep]


class Refused(Exception):
    """It cannot be done, and the sentence says why and what to do about it. It is not tried again."""


class TakenOver(Exception):
    """Somebody else does this job now: it took so long to say anything that it was held for cut off."""


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of long work: what it is called, what does it, who may see it, where people come from and go on."""

    key: str
    title: Any
    work: Work
    may: Permission
    after: str | Callable[[Job], str]
    done: Callable[[Job], str] | None = None
    #: The name of the address where it is asked for.
    before: str = "home"

    def way_on(self, job: Job) -> str:
        """The address of what was made."""
        return self.after(job) if callable(self.after) else reverse(self.after)

    def way_back(self) -> str:
        """The address where one may ask for it again."""
        return reverse(self.before)

    def told(self, job: Job) -> str:
        """One sentence about what came of it; empty when there is nothing to say."""
        return self.done(job) if self.done else ""

    def visible_to(self, user: Any, job: Job) -> bool:
        return bool(job.by_id == user.pk or can_everywhere(user, self.may))


_kinds: dict[str, Kind] = {}


def register(kind: Kind) -> None:
    """Adds a kind of work; the same key again replaces it."""
    _kinds[kind.key] = kind


def kind_of(job: Job) -> Kind | None:
    """What the job is; ``None`` when no app of this release knows it."""
    return _kinds.get(job.kind)
