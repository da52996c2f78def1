"""Compiles the translation catalogs with polib: no gettext program is needed."""

from pathlib import Path

import polib

LOCALE = Path(__file__).parent.parent / "locale"


def main() -> None:
    for source in LOCALE.glob("*/LC_MESSAGES/*.po"):
        target = source.with_suffix(".mo")
        if not target.exists() or target.stat().st_mtime < source.stat().st_mtime:
            polib.pofile(str(source)).save_as_mofile(str(target))


if __name__ == "__main__":
    main()
