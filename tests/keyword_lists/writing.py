"""Small list files for tests."""

from pathlib import Path

HEAD = """\
id: test-list
version: "1"
title: A list for a test
concern: wildlife
legal_ground: A regulation
owner: The tests
languages: [en]
confidentiality: TLP:CLEAR
licence: CC0-1.0
source: written for the test
defaults: {kind: material, language: en}
"""
HEAD_LINES = HEAD.count("\n")


def write(folder: Path, text: str, name: str = "list.yaml") -> Path:
    """Write a file as it stands."""
    path = folder / name
    path.write_text(text, encoding="utf-8", newline="")
    return path


def write_terms(folder: Path, *lines: str, name: str = "list.yaml") -> Path:
    """Write a list with a faultless head; the first of the lines is line `HEAD_LINES + 1`."""
    return write(folder, HEAD + "\n".join(lines) + "\n", name)
