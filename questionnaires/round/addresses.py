"""Mail addresses as people paste them: from a list, a spreadsheet, or the address line of a mail program."""

import re
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.core.validators import EmailValidator

#: Parts of a line: at commas and semicolons, not inside quotes.
_PART = re.compile(r'(?:"[^"]*"|[^,;])+')
_IN_BRACKETS = re.compile(r"<\s*(?:mailto:)?([^<>]*?)\s*>", re.IGNORECASE)
#: Words without a digit or a dot in the middle: a name that a comma cut off from its address.
_NAME = re.compile(r"(?:[^\W\d_]|[\s.'’\"-](?!\w+\.\w))+")
_is_address = EmailValidator()


@dataclass(frozen=True, slots=True)
class Fault:
    """A piece of text that is no mail address, and the line it stands on (counted from 1)."""

    line: int
    text: str


@dataclass(frozen=True, slots=True)
class Pasted:
    """What was found: each address once, in lower case, in the order of the text; and what is no address."""

    addresses: tuple[str, ...]
    faults: tuple[Fault, ...]
    duplicates: int


def read_addresses(text: str) -> Pasted:
    """The addresses in a text with any separators; names beside them (``Jan <jan@…>``) are left out."""
    found: list[str] = []
    faults: list[Fault] = []
    for number, line in enumerate(text.splitlines(), start=1):
        for candidate in _candidates(line):
            address = candidate.lower()
            if _is_valid(address):
                found.append(address)
            else:
                faults.append(Fault(number, candidate[:80]))
    unique = tuple(dict.fromkeys(found))
    return Pasted(unique, tuple(faults), len(found) - len(unique))


def _candidates(line: str) -> list[str]:
    """What should be an address on one line; a name before an address in brackets is not."""
    bracketed = "<" in line
    candidates: list[str] = []
    for part in _PART.findall(line):
        inside = _IN_BRACKETS.findall(part)
        words = [_bare(word) for word in part.split()]
        if inside:
            candidates += inside
        elif with_at := [word for word in words if "@" in word]:
            candidates += with_at
        elif part.strip() and not (bracketed and _NAME.fullmatch(part.strip())):
            candidates.append(part.strip())
    return candidates


def _bare(word: str) -> str:
    """A word without the signs that mail programs and lists put around an address."""
    return re.sub(r"^mailto:", "", word.strip("<>()[]\"'•*,;:"), flags=re.IGNORECASE).rstrip(".")


def _is_valid(address: str) -> bool:
    try:
        _is_address(address)
    except ValidationError:
        return False
    return len(address) <= 254
