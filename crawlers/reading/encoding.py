"""From the bytes of a page to text: marks, header, meta declaration, and a guess where none of them holds."""

import re
from collections.abc import Callable

from w3lib.encoding import (
    html_body_declared_encoding,
    http_content_type_encoding,
    read_bom,
    resolve_encoding,
)

_SAMPLE = 200_000
_UNWANTED = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff\ud800-\udfff]")
_MULTIBYTE = ("euc_kr", "gb18030", "big5", "shift_jis", "euc_jp")
"""Korean first: its syllables are everyday Chinese characters too, while Chinese has many that Korean lacks."""
_CYRILLIC_RUN = re.compile("[\u0400-\u04ff]{3,}")
"""Letters of other scripts come in words; accented Latin letters stand between plain ones."""
_SINGLE_BYTE = ("cp1251", "koi8_r", "cp1253", "cp1255", "cp1256", "cp874", "cp1252", "cp1250", "iso8859_2", "cp1254")
_IN_WORDS = {
    "cp1251": _CYRILLIC_RUN,
    "koi8_r": _CYRILLIC_RUN,
    "cp1253": re.compile("[\u0370-\u03ff]{3,}"),
    "cp1255": re.compile("[\u0590-\u05ff]{2,}"),
    "cp1256": re.compile("[\u0600-\u06ff]{2,}"),
    "cp874": re.compile("[\u0e00-\u0e7f]{3,}"),
}


def decode_page(body: bytes, content_type: str | None = None) -> str:
    """Return the text of a page; bytes that mean nothing become U+FFFD, control characters go."""
    bom_encoding, bom = read_bom(body)
    if bom_encoding and bom:
        return without_controls(body[len(bom) :].decode(bom_encoding, "replace"))
    return without_controls(_decode_undeclared_or_declared(body, content_type))


def without_controls(text: str) -> str:
    """Return the text without NUL, other control characters and lone surrogates."""
    return _UNWANTED.sub("", text)


def _decode_undeclared_or_declared(body: bytes, content_type: str | None) -> str:
    if _is_utf8(body):
        return body.decode("utf-8", "replace")
    declared = [
        resolve_encoding(name)
        for name in (http_content_type_encoding(content_type), html_body_declared_encoding(body))
        if name
    ]
    for name in declared:
        if name and (text := _strictly(body, name)) is not None:
            return text
    guess = guess_encoding(body)
    for name in (*declared, guess):
        if name and name != "utf-8":
            return body.decode(name, "replace")
    return body.decode("utf-8", "replace")


def _is_utf8(body: bytes) -> bool:
    """Whether the bytes are UTF-8, a few torn characters allowed."""
    try:
        body.decode("utf-8")
    except UnicodeDecodeError as fault:
        if fault.reason == "unexpected end of data" and fault.start >= len(body) - 3:
            return True
        text = body.decode("utf-8", "replace")
        torn = text.count("\ufffd")
        whole = sum(1 for char in text[:_SAMPLE] if char > "\x7f" and char != "\ufffd")
        return torn <= 2 + whole // 50 and whole > 2 * torn
    return True


def _strictly(body: bytes, encoding: str) -> str | None:
    try:
        return body.decode(encoding)
    except (UnicodeDecodeError, LookupError):
        return None


def guess_encoding(body: bytes) -> str:
    """Return the encoding whose everyday letters explain the bytes above 127 best."""
    sample = body[:_SAMPLE]
    scores = {name: _share(sample, name) for name in (*_MULTIBYTE, *_SINGLE_BYTE)}
    best = max(scores, key=lambda name: scores[name])
    return best if scores[best] > 0 else "cp1252"


def _share(sample: bytes, encoding: str) -> float:
    """Share of the characters above 127 that are everyday letters of the encoding's languages, 0 to 1."""
    text = sample.decode(encoding, "replace")
    high = [char for char in text if char > "\x7f"]
    if not high:
        return 0.0
    everyday = _EVERYDAY[encoding]
    good = sum(1 for char in high if everyday(char)) - 5 * sum(1 for char in high if char == "\ufffd" or char < "\xa0")
    if encoding in _IN_WORDS:
        good = min(good, len("".join(_IN_WORDS[encoding].findall(text))))
    return good / len(high)


def _level_one(encoding: str, first: int, last: int, extra: str = "") -> Callable[[str], bool]:
    """Whether a character's first byte lies in the part of a double-byte set that holds the common ones."""

    def is_common(char: str) -> bool:
        if char in extra:
            return True
        code = char.encode(encoding, "ignore")
        return len(code) == 2 and first <= code[0] <= last

    return is_common


def _one_of(letters: str) -> Callable[[str], bool]:
    chosen = frozenset(letters)
    return lambda char: char in chosen


def _is_kana_or_common(char: str) -> bool:
    return "\u3040" <= char <= "\u30ff" or char in "、。「」・ー年月日円中古新品送料込出品価格"


_CJK_MARKS = ",。、：（）！？《》【】￥·,:()!?"
_EVERYDAY: dict[str, Callable[[str], bool]] = {
    "gb18030": _level_one("gb2312", 0xB0, 0xD7, _CJK_MARKS),
    "big5": _level_one("big5", 0xA4, 0xC6, _CJK_MARKS),
    "euc_kr": lambda char: "\uac00" <= char <= "\ud7a3",
    "shift_jis": _is_kana_or_common,
    "euc_jp": _is_kana_or_common,
    "cp1251": _one_of("абвгдежзийклмнопрстуфхцчшщъыьэюяіїєґАБВГДЕКМНОПРСТУХЦЧШЩЭЯ№«»–—"),
    "koi8_r": _one_of("абвгдежзийклмнопрстуфхцчшщъыьэюяАБВГДЕКМНОПРСТУХЦЧШЩЭЯ"),
    "cp1253": lambda char: "\u0386" <= char <= "\u03ce" or char in "€«»·’",
    "cp1255": lambda char: "\u05d0" <= char <= "\u05ea" or char in "₪״׳",
    "cp1256": lambda char: "\u0621" <= char <= "\u0652" or char in "،؛؟",
    "cp874": lambda char: "\u0e01" <= char <= "\u0e5b",
    "cp1254": _one_of("çğıöşüÇĞİÖŞÜâîû\xa0"),
    "cp1250": _one_of("ąćęłńóśźżĄĆĘŁŃÓŚŹŻáčďéěíňóřšťúůýžÁČĎÉĚÍŇÓŘŠŤÚŮÝŽőűăâîșțşţđ–—„”’\xa0"),
    "cp1252": _one_of("äöüßÄÖÜéèêàâçùûôîïëáíóúñãõøåæœØÅÆÉÈÀÇÑÁÍÓÚÃÕìò€£°²³·’‘“”–—…«»©®™¡¿\xa0"),
    "iso8859_2": _one_of("ąćęłńóśźżĄĆĘŁŃÓŚŹŻáčďéěíňóřšťúůýžÁČĎÉĚÍŇÓŘŠŤÚŮÝŽőűăâîșțşţđ\xa0"),
}
