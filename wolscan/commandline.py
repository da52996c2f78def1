"""What commands that read a file share: exit status 2 and a sentence, whatever is wrong with it."""

import sys
from collections.abc import Sequence

from django.core.management.base import CommandError

MOST_FAULTS = 50


def read_file(file: str, most: int) -> bytes:
    """The bytes of a file, ``-`` is standard input: one more than ``most``, so that a larger one is noticed."""
    try:
        if file == "-":
            return sys.stdin.buffer.read(most + 1)
        with open(file, "rb") as opened:
            return opened.read(most + 1)
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else "not a file name"
        raise CommandError(f"{name_of(file)}: {reason}.", returncode=2) from error


def name_of(file: str) -> str:
    """What to call a file in a sentence."""
    return "standard input" if file == "-" else file


def counted(number: int, thing: str) -> str:
    """``1 fault``, ``2 faults``."""
    return f"{number} {thing}" if number == 1 else f"{number} {thing}s"


def faults(nothing: str, found: Sequence[str]) -> str:
    """All faults, a line each, after what did not happen because of them; after fifty the rest is counted."""
    more = [f"... and {len(found) - MOST_FAULTS} more."] if len(found) > MOST_FAULTS else []
    return "\n".join([f"{nothing}: {counted(len(found), 'fault')} in the file.", *found[:MOST_FAULTS], *more])
