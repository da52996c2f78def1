"""R9: the backup under load, with its goal."""

import json
import os
import subprocess
import sys
import tempfile

ROWS, LONGER_MS = 400_000, 50


def main(share: float) -> None:
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "script.backup_under_load", "--rows", str(max(1_000, round(ROWS * share)))]
        env = os.environ | {"WOLSCAN_VAR": folder, "DJANGO_SETTINGS_MODULE": "wolscan.settings"}
        ran = subprocess.run(command, env=env, capture_output=True, text=True, check=True)
    figures = json.loads(ran.stdout)
    stall = figures["during"]["max_ms"] - figures["without"]["max_ms"]
    json.dump({"ok": stall <= LONGER_MS, "stall_ms": round(stall, 1), **figures}, sys.stdout)


if __name__ == "__main__":
    main(json.loads(sys.argv[1])["share"])
