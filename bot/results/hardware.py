"""Hardware out of what tools print about the machine."""

import re
from collections import Counter
from typing import Any

_GPU = re.compile(r"^(?:GPU models and configuration:\s*)?GPU \d+: (.+?)(?: \(UUID:.*)?$", re.MULTILINE)
_APPLE = re.compile(r"^CPU:\s*\n(Apple M\d[^\n]*)", re.MULTILINE)
_CPU = re.compile(r"^Model name:\s*(.+)$", re.MULTILINE)


def from_environment(report: Any) -> str | None:
    """The graphics cards in PyTorch's report of the environment, else the processor; None when neither."""
    if not isinstance(report, str):
        return None
    cards = Counter(name.strip() for name in _GPU.findall(report))
    if cards:
        return ", ".join(name if count == 1 else f"{count} × {name}" for name, count in cards.items())
    found = _APPLE.search(report) or _CPU.search(report)
    return found[1].strip() if found else None
