"""Which script a letter or a text is written in."""

import re
import unicodedata
from functools import lru_cache

_UNSPACED = re.compile(
    r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff66-\uff9f"
    r"\U00020000-\U0003ffff]"
)
"""Thai, Lao, Burmese, Khmer, kana and Han: scripts that put no spaces between words."""


def is_unspaced(text: str) -> bool:
    """Tell whether a text holds a script that puts no spaces between words."""
    return not text.isascii() and _UNSPACED.search(text) is not None


@lru_cache(maxsize=65536)
def script_of(letter: str) -> str:
    """Return the script of a letter as its Unicode name says it, or nothing for what is no letter."""
    if not letter.isalpha():
        return ""
    return unicodedata.name(letter, "").partition(" ")[0]
