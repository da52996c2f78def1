"""``python -m script.proofs [--minutes N] [--share X] [--list] NAME…``; see ``script/prove``."""

import argparse
import json
import os
import platform
import sys
import time
from datetime import UTC, datetime
from pathlib import Path

from script.proofs.catalog import PROOFS, ROOT, Choice, Figures, Proof


def main() -> int:
    options = arguments()
    known = {proof.name: proof for proof in PROOFS}
    if options.list:
        print("\n".join(f"{proof.name:4} {proof.goal}" for proof in PROOFS))
        return 0
    if unknown := [name for name in options.names if name.lower() not in known]:
        print(f"Unknown: {', '.join(unknown)}. Choose from {', '.join(known)}.", file=sys.stderr)
        return 2
    chosen = [known[name.lower()] for name in options.names] or list(PROOFS)
    found = [prove(proof, Choice(options.minutes, options.share)) for proof in chosen]
    return 0 if all(figures["ok"] for figures in found) else 1


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="script/prove", description="Runs the long proofs.")
    parser.add_argument("names", nargs="*", metavar="NAME")
    parser.add_argument("--minutes", type=float, default=10, help="how long a load lasts (default 10)")
    parser.add_argument("--share", type=float, default=1, help="share of the full number, e.g. 0.01")
    parser.add_argument("--list", action="store_true", help="the names and their goals")
    return parser.parse_args()


def prove(proof: Proof, choice: Choice) -> Figures:
    """Runs one, prints its line and keeps its figures."""
    began = time.monotonic()
    figures = proof.run(choice)
    figures = {"ok": figures.pop("ok"), "seconds": round(time.monotonic() - began, 1)} | figures
    said = {name: value for name, value in figures.items() if name not in {"ok", "said"}}
    print(f"{'ok  ' if figures['ok'] else 'NOT '} {proof.name:4} {proof.goal}\n          {said}", flush=True)
    if "said" in figures:
        print(figures["said"], file=sys.stderr)
    keep(proof, choice, figures)
    return figures


def keep(proof: Proof, choice: Choice, figures: Figures) -> None:
    """In ``var/proof.json``, beside those of earlier runs, on which machine and database, and how long."""
    path = Path(os.environ.get("WOLSCAN_VAR", ROOT / "var")) / "proof.json"
    path.parent.mkdir(parents=True, exist_ok=True)
    kept = json.loads(path.read_text()) if path.exists() else {}
    database = "postgresql" if os.environ.get("DATABASE_URL", "").startswith("postgres") else "sqlite"
    kept[f"{proof.name} {database}"] = {
        "goal": proof.goal,
        "at": datetime.now(UTC).isoformat(timespec="minutes"),
        "machine": {"cores": os.cpu_count(), "python": platform.python_version(), "load": round(os.getloadavg()[0], 1)},
        "minutes": choice.minutes,
        "share": choice.share,
        **figures,
    }
    path.write_text(json.dumps(kept, indent=2, ensure_ascii=False, sort_keys=True) + "\n")


if __name__ == "__main__":
    sys.exit(main())
