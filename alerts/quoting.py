"""Text of strangers, made harmless: one line for headers, quoted lines for bodies."""

import re
import unicodedata

_UNPRINTED = ("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp")
_ELLIPSIS = "…"


def one_line(text: str, limit: int = 200) -> str:
    """Return a text as one line: no control, direction or invisible characters, runs of spaces joined, cut."""
    spaced = re.sub(r"\s+", " ", text)
    printed = "".join(char for char in spaced if unicodedata.category(char) not in _UNPRINTED)
    joined = " ".join(printed.split())
    return joined if len(joined) <= limit else joined[: limit - 1].rstrip() + _ELLIPSIS


def quoted(text: str, limit: int = 2000, indent: str = "   ") -> str:
    """Return a text as data: each line behind `>`, so that no line can pass for one of the notice itself."""
    lines = [one_line(line, limit) for line in text[:limit].splitlines()]
    return "\n".join(f"{indent}> {line}".rstrip() for line in lines if line) or f"{indent}>"


def exact_address(url: str) -> str:
    """Return an address unchanged but for characters that are not printed: those are percent-encoded."""
    return "".join(
        "".join(f"%{byte:02X}" for byte in char.encode("utf-8", "surrogatepass"))
        if unicodedata.category(char) in _UNPRINTED or char.isspace()
        else char
        for char in url
    )
