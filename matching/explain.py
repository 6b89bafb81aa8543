"""Sentences for people: what was found and how it was written."""

import unicodedata
from collections.abc import Sequence

from domain.match import Disguise
from matching.candidate import Candidate
from matching.scripts import script_of

_SAYS = {
    Disguise.ZERO_WIDTH: "invisible characters inside the word",
    Disguise.WIDTH: "letters of unusual width or style",
    Disguise.ACCENT: "accents added to the letters",
    Disguise.LEET: "digits or signs in place of letters",
    Disguise.SPELLED: "the letters are set apart",
    Disguise.SPLIT: "the word is in pieces",
    Disguise.TRANSLITERATED: "written as it sounds in another script",
    Disguise.JOINED: "the words are written as one",
    Disguise.REPEATED: "letters repeated",
    Disguise.MASKED: "letters blotted out",
}


def reason_of(candidate: Candidate, supported_by: Sequence[str]) -> str:
    """Return one sentence: what was found, how it was disguised, and what supports it."""
    start, end = candidate.span
    written = candidate.passage.folded.original[start:end]
    parts = [_disguise(candidate, disguise, written) for disguise in sorted(candidate.disguises)]
    if candidate.find.edits:
        parts.append(f"{candidate.find.edits} letter(s) differ from “{candidate.term.text}”")
    if candidate.find.rest:
        parts.append(f"part of a longer word with “{candidate.find.rest}”")
    said = "; ".join(part for part in parts if part)
    if not said:
        said = "exactly as listed" if written == candidate.term.text else f"a form of “{candidate.term.text}”"
        if written.casefold() == candidate.term.text.casefold():
            said = "as listed"
    return f"{written}: {said}" + "".join(f"; {support}" for support in supported_by)


def _disguise(candidate: Candidate, disguise: Disguise, written: str) -> str:
    if disguise in (Disguise.EDITED, Disguise.INFLECTED):
        return ""
    if disguise is not Disguise.LOOK_ALIKE:
        return f"{_SAYS[disguise]}, read as “{candidate.term.text}”"
    odd, host = _odd_letter(written)
    return f"{odd} in a {host} word" if odd else "letters that look like others"


def _odd_letter(written: str) -> tuple[str, str]:
    """Return the first letter of the rarer script with its name, and the name of the script around it."""
    scripts = [script_of(letter) for letter in written]
    names = [name for name in scripts if name]
    if not names:
        return "", ""
    host = max(sorted(set(names)), key=names.count)
    if len(set(names)) == 1:
        return "", ""
    place = next(place for place, name in enumerate(scripts) if name and name != host)
    letter = written[place]
    script = unicodedata.name(letter, scripts[place]).partition(" ")[0].title()
    return f"{script} “{letter}”", host.title()
