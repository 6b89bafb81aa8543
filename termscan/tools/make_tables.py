"""Make the tables that both engines read: `python termscan/tools/make_tables.py [FOLDER]`.

The layout of the files is told in `src/termscan/tables/README.md`.
"""

import struct
import sys
import unicodedata
from collections.abc import Iterable
from functools import cache
from pathlib import Path

LAST = 0x110000
BLOCK = 256
ITSELF = 15
"""Count of letters that means: the code point stands for itself."""
WIDTH, ZERO_WIDTH, ACCENT, REGIONAL = 1, 2, 4, 8
OTHER, LETTER, DIGIT, SIGN, UNSPACED, SPACE, LINE_BREAK = range(7)
PERFECT, MARKED = 1, 2

STRIPPED_MARKS = (
    (0x0300, 0x036F), (0x0483, 0x0489), (0x0591, 0x05C7), (0x0610, 0x061A), (0x064B, 0x065F), (0x0670, 0x0670),
    (0x06D6, 0x06ED), (0x1AB0, 0x1AFF), (0x1DC0, 0x1DFF), (0x20D0, 0x20FF), (0xFE20, 0xFE2F),
)  # fmt: skip
DROPPED = (
    (0x034F, 0x034F), (0x115F, 0x1160), (0x17B4, 0x17B5), (0x180B, 0x180F), (0x2065, 0x2065), (0x3164, 0x3164),
    (0xFFA0, 0xFFA0), (0xFFF0, 0xFFF8), (0xE0000, 0xE00FF), (0xE01F0, 0xE0FFF),
)  # fmt: skip
"""What is invisible though its category does not say so (default ignorable code points, among them the tags)."""
VARIATION_SELECTORS = ((0xFE00, 0xFE0F), (0xE0100, 0xE01EF))
UNSPACED_RANGES = (
    (0x0E00, 0x0EFF), (0x1000, 0x109F), (0x1780, 0x17FF), (0x3005, 0x3007), (0x3041, 0x30FF), (0x31F0, 0x31FF),
    (0x3400, 0x4DBF), (0x4E00, 0x9FFF), (0xA9E0, 0xA9FE), (0xAA60, 0xAA7F), (0xF900, 0xFAFF), (0x1B000, 0x1B16F),
    (0x20000, 0x3FFFD),
)  # fmt: skip
"""Thai, Lao, Burmese, Khmer, kana and Han: scripts that put no spaces between words."""
SEPARATORS = frozenset("™℠®©℗№℡℻\u2800⁄")
LINE_BREAKS = frozenset("\n\r\v\f\x1c\x1d\x1e\x85\u2028\u2029")
SPELLED = {
    "ø": "o", "ł": "l", "đ": "d", "æ": "ae", "œ": "oe", "ı": "i", "ħ": "h", "þ": "th", "ð": "d", "ŧ": "t", "ß": "ss",
    "ƀ": "b", "ǥ": "g", "ɨ": "i", "ƶ": "z", "ŋ": "n", "ĸ": "k", "ɓ": "b", "ɗ": "d", "ƒ": "f", "ȼ": "c", "ɇ": "e",
    "ɉ": "j", "ɍ": "r", "ɏ": "y", "ⱥ": "a", "ⱦ": "t", "ƚ": "l", "ⱡ": "l", "ꝁ": "k", "ꞑ": "n", "ᵽ": "p", "ŀ": "l",
}  # fmt: skip
HONEST_MARKS = frozenset("йїўґ")
"""Cyrillic letters whose mark makes another letter; their class is that of the letter without it."""
LEET = dict(zip("01345789" + "6@$!|€£+§", "oieastbg" + "gasiieits", strict=True))
SCRIPTS = ("LATIN", "GREEK", "CYRILLIC", "ARMENIAN", "HEBREW", "ARABIC", "GEORGIAN", "CHEROKEE", "COPTIC")
"""Scripts 1 to 9; all others follow from 16 in the order of their names."""
PERFECT_LETTERS = frozenset("аеорсухкмтвніѕјһԁԛԝӏ" + "αοορνικτυχ" + "օոս")
NOT_LOOK_ALIKES = frozenset("и")
COMPATIBLE = ("<wide>", "<font>", "<circle>", "<square>", "<super>", "<sub>", "<narrow>")


def is_in(point: int, ranges: Iterable[tuple[int, int]]) -> bool:
    """Tell whether a code point lies in one of the ranges."""
    return any(first <= point <= last for first, last in ranges)


def fold_entry(point: int) -> tuple[str | None, int]:
    """Return what a code point becomes (None: itself) and the trace that this leaves."""
    letter = chr(point)
    category = unicodedata.category(letter)
    if category == "Cs":
        return " ", 0
    if letter in SEPARATORS:
        return " ", 0
    if is_in(point, VARIATION_SELECTORS) or letter == "\u00ad":
        return "", 0
    if category == "Cf" or is_in(point, DROPPED):
        return "", ZERO_WIDTH
    if category in ("Mn", "Me") and is_in(point, STRIPPED_MARKS):
        return "", ACCENT
    return letters_of(letter, point)


def letters_of(letter: str, point: int) -> tuple[str | None, int]:
    """Return the honest letters of a visible code point and its trace."""
    for first in (0x1F130, 0x1F150, 0x1F170, 0x1F1E6):
        if first <= point < first + 26:
            return chr(ord("a") + point - first), WIDTH | (REGIONAL if first == 0x1F1E6 else 0)
    digit = unicodedata.decimal(letter, None)
    if digit is not None:
        return str(digit), WIDTH if unicodedata.decomposition(letter).startswith(COMPATIBLE) else 0
    compatible = casefold_compatible(letter)
    honest = "".join(" " if character in SEPARATORS else without_mark(character) for character in compatible)
    if not 1 <= len(honest) <= 4:
        honest = " "
    trace = 0
    if honest.isascii() and honest.isalpha() and letter not in "ªº":
        trace |= WIDTH * unicodedata.decomposition(letter).startswith(COMPATIBLE)
    if has_accent(compatible):
        trace |= ACCENT
    return (None if honest == letter and not trace else honest), trace


def casefold_compatible(letter: str) -> str:
    """Return the NFKC_Casefold of a letter, composed."""
    folded = letter
    for _ in range(3):
        folded = unicodedata.normalize("NFKC", folded).casefold()
    return unicodedata.normalize("NFKC", folded)


def without_mark(letter: str) -> str:
    """Return a folded letter without its accents and strokes; of kana the marks are parted, not stripped."""
    if letter in HONEST_MARKS:
        return letter
    if letter in SPELLED:
        return SPELLED[letter]
    parts = unicodedata.normalize("NFD", letter)
    if 0x3041 <= ord(letter) <= 0x30FF:
        return parts
    base = parts[0]
    if base == letter:
        return "" if unicodedata.category(letter) in ("Mn", "Me") and is_in(ord(letter), STRIPPED_MARKS) else letter
    if script_name(base) in ("LATIN", "GREEK", "CYRILLIC", "HEBREW", "ARABIC"):
        return SPELLED.get(base, base)
    return letter


def has_accent(compatible: str) -> bool:
    """Tell whether any letter carries an accent that folding strips; strokes count as accents."""
    return any(
        letter not in HONEST_MARKS and not 0x3041 <= ord(letter) <= 0x30FF and without_mark(letter) != letter
        for letter in compatible
        if letter not in "ßæœþı"
    )


@cache
def script_name(letter: str) -> str:
    """Return the first word of a letter's Unicode name, or nothing for what is no letter."""
    if not unicodedata.category(letter).startswith(("L", "M")):
        return ""
    return unicodedata.name(letter, "").partition(" ")[0]


def kind_of(point: int) -> int:
    """Return what sort of character an honest code point is."""
    letter = chr(point)
    category = unicodedata.category(letter)
    if letter in LINE_BREAKS:
        return LINE_BREAK
    if letter.isspace():
        return SPACE
    if letter in LEET and not letter.isdigit():
        return SIGN
    if letter in "0123456789":
        return DIGIT
    if category[0] in "LM":
        return UNSPACED if is_in(point, UNSPACED_RANGES) else LETTER
    return LETTER if category == "Nl" else OTHER


def look_alikes() -> dict[str, str]:
    """Return the table of look-alikes: a character to an ASCII letter or digit."""
    text = Path(__file__).with_name("look_alikes.tsv").read_text(encoding="utf-8")
    rows = (line.split("\t") for line in text.splitlines() if line and not line.startswith("#"))
    return {character: stand_in.lower() for _, character, stand_in in rows}


def class_of(letter: str, alike: dict[str, str]) -> str:
    """Return the letter in which an honest letter meets its look-alikes."""
    if letter in LEET:
        return LEET[letter]
    if letter.isascii():
        return "i" if letter == "l" else letter
    if letter in HONEST_MARKS:
        base = {"й": "и", "ї": "і", "ў": "у", "ґ": "г"}[letter]
        return class_of(base, alike)
    if letter in NOT_LOOK_ALIKES:
        return letter
    stand_in = alike.get(letter) or alike.get(letter.upper(), "")
    if not stand_in or not stand_in.isalpha():
        return letter
    return "i" if stand_in == "l" else stand_in


def trie(entries: list[int]) -> tuple[list[int], list[int]]:
    """Return the two stages of a table from code point to entry number."""
    blocks: dict[tuple[int, ...], int] = {}
    first: list[int] = []
    for start in range(0, LAST, BLOCK):
        first.append(blocks.setdefault(tuple(entries[start : start + BLOCK]), len(blocks)))
    return first, [entry for block in blocks for entry in block]


def pack(magic: bytes, numbers: list[int], entries: bytes, count: int, pool: list[int]) -> bytes:
    """Return a table file."""
    first, second = trie(numbers)
    head = magic + struct.pack("<4I", len(first), len(second), count, len(pool))
    stages = struct.pack(f"<{len(first)}H", *first) + struct.pack(f"<{len(second)}H", *second)
    return head + stages + entries + struct.pack(f"<{len(pool)}I", *pool)


def fold_table() -> tuple[bytes, set[str]]:
    """Return the fold table and the honest letters that it leads to."""
    known: dict[tuple[str | None, int], int] = {(None, 0): 0}
    numbers: list[int] = []
    honest: set[str] = set()
    for point in range(LAST):
        entry = fold_entry(point)
        numbers.append(known.setdefault(entry, len(known)))
        honest.update(chr(point) if entry[0] is None else entry[0])
    pool: list[int] = []
    entries = b""
    for letters, trace in known:
        count = ITSELF if letters is None else len(letters)
        entries += struct.pack("<I", len(pool) << 8 | count << 4 | trace)
        pool.extend(map(ord, letters or ""))
    return pack(b"TSFOLD01", numbers, entries, len(known), pool), honest


def letter_table(honest: set[str]) -> bytes:
    """Return the table of what is known of each honest letter."""
    alike = look_alikes()
    names = sorted({script_name(letter) for letter in honest} - {"", *SCRIPTS})
    scripts = {name: number for number, name in enumerate(SCRIPTS, start=1)}
    scripts |= {name: min(number, 255) for number, name in enumerate(names, start=16)}
    known: dict[bytes, int] = {struct.pack("<I4B", 0, OTHER, 0, 0, 0): 0}
    numbers = [0] * LAST
    for letter in sorted(honest):
        stand_in = class_of(letter, alike)
        code = 0 if stand_in == letter else ord(stand_in)
        kind = kind_of(ord(letter))
        script = scripts.get(script_name(letter), 0) if kind in (LETTER, UNSPACED) else 0
        flags = PERFECT * (letter in PERFECT_LETTERS) | MARKED * (letter in HONEST_MARKS)
        entry = struct.pack("<I4B", code, kind, script, flags, 0)
        numbers[ord(letter)] = known.setdefault(entry, len(known))
    return pack(b"TSLETR01", numbers, b"".join(known), len(known), [])


def make_tables(folder: Path) -> None:
    """Write the binary tables into a folder."""
    fold, honest = fold_table()
    (folder / "fold.bin").write_bytes(fold)
    (folder / "letters.bin").write_bytes(letter_table(honest))
    (folder / "UNICODE").write_text(unicodedata.unidata_version + "\n", encoding="ascii")


if __name__ == "__main__":
    here = Path(__file__).parent.parent / "src" / "termscan" / "tables"
    make_tables(Path(sys.argv[1]) if len(sys.argv) > 1 else here)
