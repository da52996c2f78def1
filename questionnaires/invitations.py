"""Inviting people without accounts: by mail, by a link to share, by letter, on paper. Each way in can be taken back."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID, uuid4

from django.db import IntegrityError, transaction

from questionnaires import codes
from questionnaires.models import Invitation, Scan, State
from wolscan.audit import record
from wolscan.models import User

PURPOSE = "invitation"
#: Ways in whose code is written down somewhere. The others open by their link only, so there is less to guess.
WITH_A_CODE = [
    Invitation.Kind.LETTER,
    Invitation.Kind.PERSONAL,
    Invitation.Kind.PAPER,
    Invitation.Kind.COUNCIL,
]


class NotOpen(Exception):
    """This way in leads nowhere now: unknown, taken back, used up, expired, or the round is closed.

    People see one friendly page for all of these, so that nobody learns which it was.
    """


@dataclass(frozen=True, slots=True)
class Way:
    """A way in as it goes on a letter or into a mail; made when needed, kept nowhere."""

    token: str
    code: str


def way_in(invitation: Invitation) -> Way:
    """The link token and the code of an invitation as they are now."""
    key, generation = invitation.pk, invitation.generation
    if invitation.kind == Invitation.Kind.PAPER:
        return Way(codes.token(PURPOSE, key, generation), codes.paper_number(key, generation))
    return Way(codes.token(PURPOSE, key, generation), codes.woordcode(PURPOSE, key, generation))


def set_lookups(invitation: Invitation) -> Invitation:
    """Puts the keyed hashes of link and code on a row that is about to be saved."""
    way = way_in(invitation)
    invitation.token_lookup = codes.lookup_of_token(way.token)
    invitation.code_lookup = codes.lookup_of_code(way.code)
    return invitation


@transaction.atomic
def invite_by_mail(*, scan: Scan, group: str, addresses: Iterable[str], language: str, by: User) -> list[Invitation]:
    """An invitation per address that is not invited to this group yet. The mails go out when the round opens."""
    known = set(scan.invitations.filter(group=group).exclude(email="").values_list("email", flat=True))
    fresh = [address for address in dict.fromkeys(a.strip().lower() for a in addresses) if address not in known]
    made = [
        make_invitation(scan=scan, group=group, kind=Invitation.Kind.MAIL, email=address, language=language)
        for address in fresh
    ]
    record("invited_by_mail", actor=by, subject=scan, group=group, count=len(made))
    return made


@transaction.atomic
def make_ways(
    *, scan: Scan, group: str, kind: str, count: int, by: User, cap: int | None = None, language: str = "nl"
) -> list[Invitation]:
    """Letters, paper questionnaires, or a link for a group (``count`` 1, at most ``cap`` people)."""
    made = [make_invitation(scan=scan, group=group, kind=kind, cap=cap, language=language) for _ in range(count)]
    record("ways_made", actor=by, subject=scan, group=group, kind=kind, count=count)
    return made


def make_invitation(*, scan: Scan, group: str, kind: str, key: UUID | None = None, **fields: object) -> Invitation:
    """One row, with a key of its own or the one given. Two codes that happen to be equal are told apart by a next
    generation."""
    invitation = Invitation(pk=key or uuid4(), scan=scan, group=group, kind=kind, **fields)
    while True:
        set_lookups(invitation)
        try:
            with transaction.atomic():
                invitation.save(force_insert=True)
            return invitation
        except IntegrityError:
            if Invitation.objects.filter(scan=scan, group=group, email=invitation.email).exclude(email="").exists():
                raise
            invitation.generation += 1


@transaction.atomic
def revoke(*, invitation: Invitation, by: User) -> None:
    """Takes a way in back: link and code lead nowhere from now on. What was sent stays."""
    Invitation.objects.filter(pk=invitation.pk).update(is_revoked=True)
    record("invitation_revoked", actor=by, subject=invitation.scan, group=invitation.group, kind=invitation.kind)


@transaction.atomic
def issue_again(*, invitation: Invitation, by: User) -> Invitation:
    """Gives a new link and code for the same place; the old ones lead nowhere."""
    changed = ["generation", "is_revoked", "bounced", "token_lookup", "code_lookup"]
    invitation.is_revoked = invitation.bounced = False
    while True:
        invitation.generation += 1
        try:
            with transaction.atomic():
                set_lookups(invitation).save(update_fields=changed)
            break
        except IntegrityError:  # another way in happens to have this code: one generation further
            continue
    record("invitation_renewed", actor=by, subject=invitation.scan, group=invitation.group, kind=invitation.kind)
    return invitation


def find_by_token(typed: str, today: date) -> Invitation:
    """The open invitation behind the token of a link; else ``NotOpen``."""
    if not codes.TOKEN.fullmatch(typed):
        raise NotOpen
    return _open_one(Invitation.objects.filter(token_lookup=codes.lookup_of_token(typed)), today)


def find_by_code(typed: str, today: date) -> Invitation:
    """The open invitation behind a woordcode or paper number, as it was typed; else ``NotOpen``."""
    found = Invitation.objects.filter(code_lookup=codes.lookup_of_code(typed), kind__in=WITH_A_CODE)
    return _open_one(found, today)


def is_open(invitation: Invitation, today: date) -> bool:
    """Whether this way in leads somewhere now. A seat of the council stays open while the team talks."""
    scan = invitation.scan
    if invitation.is_revoked:
        return False
    if invitation.kind == Invitation.Kind.COUNCIL:
        return scan.state in {State.OPEN, State.GESPREK, State.TERUGGEGEVEN}
    return scan.state == State.OPEN and (scan.closes_on is None or today <= scan.closes_on)


def _open_one(found: object, today: date) -> Invitation:
    invitation = found.select_related("scan__location__organisation").first()  # type: ignore[attr-defined]
    if invitation is None or not is_open(invitation, today):
        raise NotOpen
    return invitation
