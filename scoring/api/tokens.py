"""Tokens of programs. A token is kept nowhere: a program is recognised by a keyed hash of it."""

import re
import secrets
from typing import Final

from questionnaires.codes import lookup

#: A token says what it is, so that a scanner for leaked secrets can find it: the mark, and 256 bits.
MARK: Final = "wolscan_"
TOKEN: Final = re.compile(rf"{MARK}[A-Za-z0-9_-]{{43}}")


def new_token() -> str:
    return MARK + secrets.token_urlsafe(32)


def lookup_of(token: str) -> str:
    """The keyed hash under which a token is found again."""
    return lookup("api-token", token)
