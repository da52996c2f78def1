"""The size classes of locations, by the number of residents."""

from typing import Final

#: The key of a class and the first number of residents that is above it.
_CLASSES: Final = (("1-24", 25), ("25-49", 50), ("50-99", 100))
_LARGEST: Final = "100-plus"
SIZES: Final = (*[key for key, _end in _CLASSES], _LARGEST)


def size_class(residents: int | None) -> str:
    """The class of a location; empty when nobody wrote down how many people live there."""
    if residents is None:
        return ""
    return next((key for key, end in _CLASSES if residents < end), _LARGEST)
