"""Another name or mail address for somebody. A new address counts once it has answered; the old one until then."""

from dataclasses import dataclass

from django.conf import settings
from django.db import IntegrityError, transaction

from wolscan.audit import record
from wolscan.mail import queue
from wolscan.models import OutgoingMail, User
from wolscan.people.links import address_in
from wolscan.people.services import AccountClosed, send_link_again

CONFIRM, CHANGED = "address_confirm", "address_changed"


class Taken(Exception):
    """Another account has this mail address."""


class NoSuchLink(Exception):
    """The link was used already, is too old, or somebody changed the address meanwhile."""


@dataclass(frozen=True, slots=True)
class Kept:
    """What came of it: whether the name is another one, and what became of the address."""

    name: bool = False
    asked: bool = False  # the new address still has to answer
    invited: bool = False  # nobody ever came in: the link to choose a password went to the new address


@transaction.atomic
def change_details(*, user: User, name: str, email: str, by: User) -> Kept:
    """Keeps a name, and asks a new mail address to answer. Raises ``Taken``, ``AccountClosed``.

    Who never came in gets the invitation again, at the new address: opening its link is the answer.
    """
    held = User.objects.select_for_update().get(pk=user.pk)
    if not held.is_active:
        raise AccountClosed
    renamed = held.name != name
    if renamed:
        held.name = name
        held.save(update_fields=["name"])
        record("name_changed", actor=by, subject=held)
    wanted = User.objects.normalize_email(email).lower()
    if wanted == held.email.lower():
        return Kept(name=renamed)
    if User.objects.filter(email__iexact=wanted).exists():
        raise Taken
    if held.last_login is None and not held.has_usable_password():
        _move(held, wanted, by)
        send_link_again(user=held, by=by)
        return Kept(name=renamed, invited=True)
    record("address_asked", actor=by, subject=held)
    _mail(CONFIRM, held, to=wanted, user=held.pk, email=wanted)
    return Kept(name=renamed, asked=True)


@transaction.atomic
def confirm_address(*, key: str) -> User:
    """Takes the address of a link over, once. The old address is told. Raises ``NoSuchLink``, ``Taken``."""
    user, wanted = who_confirms(key)
    held = User.objects.select_for_update().get(pk=user.pk)
    if held.email != user.email or not held.is_active:
        raise NoSuchLink
    before = held.email
    _move(held, wanted, held)
    _mail(CHANGED, held, to=before, email=wanted)
    return held


def who_confirms(key: str) -> tuple[User, str]:
    """Whose link this is, and the new address in it. Raises ``NoSuchLink``."""
    found = address_in(key)
    user = found and User.objects.filter(pk=found.user, email=found.before, is_active=True).first()
    if not (found and user):
        raise NoSuchLink
    return user, found.wanted


def _move(held: User, wanted: str, by: User) -> None:
    """Mails that wait go to the new address; the old one opens nothing any more."""
    from allauth.account.models import EmailAddress

    before, held.email = held.email, wanted
    try:
        with transaction.atomic():
            held.save(update_fields=["email"])
    except IntegrityError as error:
        raise Taken from error
    EmailAddress.objects.filter(user=held).delete()
    OutgoingMail.objects.filter(to__iexact=before).update(to=wanted)
    record("address_changed", actor=by, subject=held)


def _mail(template: str, held: User, *, to: str, **context: object) -> None:
    queue(template, to=to, context={"name": held.name} | context, language=held.language or settings.LANGUAGE_CODE)
