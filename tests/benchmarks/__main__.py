"""All benchmarks, each in a process of its own: `make bench`, and `make bench ARGS=--quick`."""

import subprocess
import sys

NAMES = (
    "announce",
    "boards",
    "charts",
    "evidence",
    "fanout",
    "hooks",
    "hub_days",
    "import_file",
    "matching",
    "memory",
    "model",
    "notebook",
    "requests",
    "search",
)


def main() -> int:
    """Exit code 1 when one could not run; a missed goal is printed and is no failure of the run."""
    codes = [
        subprocess.run(
            [sys.executable, "-m", f"tests.benchmarks.{name}", *sys.argv[1:]], check=False
        ).returncode
        for name in NAMES
    ]
    return int(any(codes))


if __name__ == "__main__":
    raise SystemExit(main())
