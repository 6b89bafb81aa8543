"""What the machine is and what it did meanwhile."""

import os
import platform
import time
from pathlib import Path


def machine() -> str:
    """Name the processor, the cores and the Python."""
    processor = platform.processor() or platform.machine()
    described = Path("/proc/cpuinfo")
    if described.exists():
        models = [line.split(":", 1)[1].strip() for line in described.read_text().splitlines() if "model name" in line]
        processor = models[0] if models else processor
    return f"{processor}, {os.cpu_count()} cores, {platform.system()}, Python {platform.python_version()}"


def load() -> str:
    """The load of the last 1, 5 and 15 minutes."""
    return " ".join(f"{value:.2f}" for value in os.getloadavg())


def now() -> str:
    return time.strftime("%H:%M:%S")
