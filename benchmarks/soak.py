"""Run the heavy checks (`pytest -m soak`) and keep a dated summary in benchmarks/soak.txt.  `make soak`

The summary is committed, so that a reader sees when the heavy checks last ran, on what, and how they ended.
"""

import datetime
import os
import platform
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
SUMMARY = ROOT / "benchmarks" / "soak.txt"


def main() -> int:
    command = [sys.executable, "-m", "pytest", "-m", "soak", "--durations=20", "--color=no"]
    environment = os.environ | {"QELAB_HYPOTHESIS": "soak"}
    lines: list[str] = []
    with subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        for line in process.stdout:
            print(line, end="", flush=True)
            lines.append(line)
    tail = next((n for n, line in enumerate(lines) if "slowest" in line), max(0, len(lines) - 1))
    date = datetime.datetime.now(datetime.UTC).date()
    head = f"{date}, {platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}\n"
    SUMMARY.write_text(head + "".join(lines[tail:]), encoding="utf-8")
    return process.returncode


if __name__ == "__main__":
    sys.exit(main())
