"""A keyword list that fits on a screen, as a value and as the file it would be read from."""

from dataclasses import replace
from pathlib import Path

from domain.concern import Concern
from domain.keyword_list import KeywordList, Strength, TermKind
from tests.factories import make_list, make_term

IVORY: KeywordList = make_list(
    make_term("ivory"),
    replace(make_term("netsuke", kind=TermKind.PRODUCT), strength=Strength.WEAK, severity=3),
    list_id="small-wildlife",
    version="3",
    unless=("ivory white",),
)
SUBSTANCES: KeywordList = make_list(
    make_term("yohimbe", kind=TermKind.SUBSTANCE), concern=Concern.UNSAFE, list_id="small-unsafe", version="1"
)
SMALL_LISTS = (IVORY, SUBSTANCES)

LIST_FILE = """\
# Ivory, for a test. It must not catch the colour.
id: small-wildlife
version: "3"
title: A small list
concern: wildlife
legal_ground: A regulation
owner: The tests
languages: [en, de]
confidentiality: {confidentiality}
licence: CC0-1.0
source: written for the test
defaults: {{kind: material}}
terms:
  - {{text: ivory, language: en, unless: [ivory white]}}
  - {{text: Elfenbein, language: de}}
"""


def write_list(folder: Path, confidentiality: str = "TLP:CLEAR") -> Path:
    path = folder / "small.yaml"
    path.write_text(LIST_FILE.format(confidentiality=confidentiality), encoding="utf-8")
    return path
