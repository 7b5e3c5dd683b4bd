"""``make bench``: every benchmark in this folder, one after the other."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path


def main() -> int:
    """Run each ``bench_*.py``; the worst exit code is ours."""
    scripts = sorted(Path(__file__).parent.glob("bench_*.py"))
    return max((subprocess.run([sys.executable, str(script)]).returncode for script in scripts), default=1)


if __name__ == "__main__":
    sys.exit(main())
