"""Tests of matching, and where their corpus lies."""

from pathlib import Path

CORPUS = Path(__file__).parent / "data"
