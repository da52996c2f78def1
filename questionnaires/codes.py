"""Links and codes of invitations: derived when a mail or letter is made, recognised by a keyed hash.

A code comes from HMAC-SHA256 over the id of what it opens and its generation, with a key that only the settings know;
a copy of the database alone makes no link and no code. A higher generation makes the earlier ones worthless.

A *woordcode* is two of 1024 words and two digits, ``TULP-REGEN-27``: 1024 × 1024 × 90 possibilities, 26.5 bits. That is
enough only together with the throttle in ``questionnaires.throttle``.
"""

import hmac
import re
import unicodedata
from base64 import urlsafe_b64encode
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from uuid import UUID

from django.conf import settings

WORDS = Path(__file__).parent / "content" / "woorden.txt"
TOKEN_LENGTH = 32
TOKEN = re.compile(r"[A-Za-z0-9_-]{32}")


@lru_cache(maxsize=1)
def words() -> tuple[str, ...]:
    """The 1024 words of a woordcode, in a fixed order: short, Dutch, easy to say and to spell."""
    return tuple(WORDS.read_text(encoding="utf-8").split())


def token(purpose: str, key: UUID, generation: int) -> str:
    """The part of a link that opens something: 192 bits, safe in an address."""
    return urlsafe_b64encode(_derived(f"token:{purpose}", key, generation)[:24]).decode()


def woordcode(purpose: str, key: UUID, generation: int) -> str:
    """The code that stands on a letter: ``TULP-REGEN-27``."""
    number = int.from_bytes(_derived(f"code:{purpose}", key, generation)[:16], "big")
    listed = words()
    number, digits = divmod(number, 90)
    number, first = divmod(number, len(listed))
    second = number % len(listed)
    return f"{listed[first]}-{listed[second]}-{digits + 10}".upper()


def paper_number(key: UUID, generation: int) -> str:
    """The one-time number on a paper questionnaire: three groups of three digits."""
    digits = f"{int.from_bytes(_derived('paper', key, generation)[:16], 'big') % 10**9:09d}"
    return f"{digits[:3]}-{digits[3:6]}-{digits[6:]}"


def normalised(typed: str) -> str:
    """A code as people type it: any case, with or without hyphens, spaces or accents."""
    plain = unicodedata.normalize("NFKD", typed).encode("ascii", "ignore").decode()
    return re.sub(r"[^A-Z0-9]", "", plain.upper())


def lookup(kind: str, secret: str) -> str:
    """The keyed hash under which a link or code can be found again."""
    return hmac.new(_key("lookup"), f"{kind}:{secret}".encode(), sha256).hexdigest()


def lookup_of_token(typed: str) -> str:
    return lookup("token", typed)


def lookup_of_code(typed: str) -> str:
    """For a woordcode or a paper number, as it was typed."""
    return lookup("code", normalised(typed))


def _derived(purpose: str, key: UUID, generation: int) -> bytes:
    return hmac.new(_key("derive"), f"{purpose}:{key}:{generation}".encode(), sha256).digest()


def _key(purpose: str) -> bytes:
    return hmac.new(settings.CODE_SECRET.encode(), purpose.encode(), sha256).digest()
