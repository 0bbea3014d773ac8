"""
Print every measured figure, each with the command that makes it alone; write var/bench.json.

python -m bench [names] [--quick] [--cases 1000000]

1 when a goal is missed or a bench fails.
"""

import argparse
import json
import os
import platform
import subprocess
import sys
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import Any

from bench import house
from bench.report import add_arguments, read_scale
from kentongan.config.paths import VAR

BENCHES = (
    "pages", "intake", "transitions", "deadlines", "desk", "search", "catalogue", "letters",
    "issuing", "audit", "beside", "map", "duplicates",
    "measures", "reports_load", "chat", "cameras", "cameras_seen", "camera_health", "cameras_house",
    "mailing",
    "news",
)  # fmt: skip
OF_YEARS = {"pages", "desk", "search", "audit"}
FILE = VAR / "bench.json"


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="name", help=f"of {', '.join(BENCHES)}")
    add_arguments(parser)
    chosen = parser.parse_args()
    if unknown := set(chosen.names) - set(BENCHES):
        parser.error(f"there is no bench {', '.join(sorted(unknown))}")
    scale = read_scale(chosen)
    machine = _describe_machine()
    print("\n".join(f"{name:<12} {value}" for name, value in machine.items()))
    if scale.quick:
        print(f"QUICK: {scale.cases:,} cases and short rounds; the goals are meant for all of it")
    house.use_server()
    began = perf_counter()
    results = [_run(name, chosen) for name in chosen.names or BENCHES]
    _write(results, machine=machine, quick=scale.quick, file=chosen.json or FILE)
    return _conclude(results, seconds=perf_counter() - began)


def _run(name: str, chosen: argparse.Namespace) -> dict[str, Any]:
    """Run one bench in a process of its own, as its command alone would."""
    flags = ["--quick"] if chosen.quick else []
    if chosen.cases and name in OF_YEARS:
        flags += ["--cases", str(chosen.cases)]
    command = ["python", "-m", f"bench.{name}", *flags]
    print(f"\n$ {' '.join(command)}", flush=True)
    with TemporaryDirectory() as folder:
        file = Path(folder) / "figures.json"
        done = subprocess.run([sys.executable, *command[1:], "--json", str(file)], check=False)
        figures = json.loads(file.read_text()) if file.exists() else []
    return {"name": name, "command": " ".join(command), "figures": figures,
            "failed": not figures, "code": done.returncode}  # fmt: skip


def _describe_machine() -> dict[str, str]:
    cpu = [line for line in _read("/proc/cpuinfo") if line.startswith("model name")]
    memory = next((line for line in _read("/proc/meminfo") if line.startswith("MemTotal")), "")
    server = house.use_server()
    told = subprocess.run([server.binaries / "postgres", "--version"], check=False, text=True,
                          stdout=subprocess.PIPE)  # fmt: skip
    return {
        "processor": cpu[0].partition(":")[2].strip() if cpu else platform.processor(),
        "cores": str(os.cpu_count()),
        "memory": memory.partition(":")[2].strip(),
        "system": platform.platform(),
        "python": platform.python_version(),
        "django": version("django"),
        "postgresql": told.stdout.strip(),
        "load before": " ".join(f"{number:.1f}" for number in os.getloadavg()),
    }


def _read(path: str) -> list[str]:
    try:
        return Path(path).read_text().splitlines()
    except OSError:
        return []


def _write(
    results: list[dict[str, Any]], *, machine: dict[str, str], quick: bool, file: Path
) -> None:
    """Keep the figures; benches that did not run this time keep theirs of the last time."""
    kept = {one["name"]: one for one in _read_kept(file, quick=quick)}
    now = datetime.now(UTC).isoformat(timespec="seconds")
    kept |= {one["name"]: {**one, "measured_at": now, "machine": machine} for one in results}
    ordered = [kept[name] for name in BENCHES if name in kept]
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(json.dumps({"quick": quick, "benches": ordered}, indent=1, ensure_ascii=False))


def _read_kept(file: Path, *, quick: bool) -> list[dict[str, Any]]:
    if not file.exists():
        return []
    kept = json.loads(file.read_text())
    return list(kept["benches"]) if kept.get("quick") == quick else []


def _conclude(results: list[dict[str, Any]], *, seconds: float) -> int:
    figures = [figure for one in results for figure in one["figures"]]
    missed = [figure["what"] for figure in figures if figure["is_met"] is False]
    failed = [one["name"] for one in results if one["failed"]]
    goals = sum(figure["is_met"] is not None for figure in figures)
    print(f"\n{goals - len(missed)} of {goals} goals met in {seconds / 60:.1f} min; {FILE}")
    for what in missed:
        print(f"✗ {what.strip()}")
    for name in failed:
        print(f"✗ bench.{name} failed")
    return int(bool(missed or failed))


if __name__ == "__main__":
    sys.exit(main())
