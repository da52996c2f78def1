"""Writes the LOCK of a questionnaire version: a line ``sha256  filename`` per content file, sorted by name.

    script/lock_content.py 2026-1

A published version never changes. Answers, outcomes and repeat scans refer to its topics by key and trust that the
words behind a key are still the words people answered to. So this writes a LOCK only where there is none yet, and a
test holds the files against it. Another text is another version: copy the folder under a new name and lock that.

``--unpublished`` writes the LOCK anew. It is only for a version that no scan anywhere has used yet.
"""

import argparse
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from questionnaires import definitions  # noqa: E402 - the import needs the path above


def lock_text(version: str) -> str:
    """What the LOCK of a version has to hold; reading the version first refuses one that is broken."""
    definitions.load(version)
    return "".join(f"{digest}  {name}\n" for name, digest in definitions.file_digests(version).items())


def write_lock(version: str, *, unpublished: bool = False) -> Path:
    """Write the LOCK; ``FileExistsError`` where there is one and the version is not said to be unpublished."""
    lock = definitions.CONTENT / version / "LOCK"
    text = lock_text(version)
    with lock.open("w" if unpublished else "x", encoding="utf-8", newline="\n") as file:
        file.write(text)
    return lock


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("version", metavar="VERSION")
    parser.add_argument("--unpublished", action="store_true", help="write anew: no scan has used this version yet")
    options = parser.parse_args(arguments)
    try:
        write_lock(options.version, unpublished=options.unpublished)
    except FileExistsError:
        parser.exit(1, f"{options.version} has a LOCK: a published version never changes. Make a new version.\n")
    except definitions.UnknownVersion:
        parser.exit(1, f"There is no version {options.version}; there are: {', '.join(definitions.versions())}.\n")
    except definitions.ContentError as error:
        parser.exit(1, f"{options.version} is not locked, its content is broken: {error}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
