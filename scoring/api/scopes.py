"""What a program may read."""

from typing import Final

#: Questionnaires and published figures: what is open to everybody, for programs that want it in this form.
PUBLISHED: Final = "published:read"
#: The outcomes of one location, or of all locations of one organisation.
OUTCOME: Final = "outcome:read"
SCOPES: Final = (PUBLISHED, OUTCOME)
