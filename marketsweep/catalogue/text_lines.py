"""The lines of a text file, counted, none longer than a limit."""

import codecs
import gzip
import io
import re
import zlib
from typing import BinaryIO

from marketsweep.catalogue.records import DamagedFileError

MAX_LINE = 1 << 20
"""Characters: 1 Mi. A longer line is passed over and reported."""

NOT_UTF8 = "it is not UTF-8. If the whole file is in another encoding, say so: --encoding cp1252"

_FOREIGN_BYTE = re.compile("[\udc80-\udcff]")
_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))


class LineTooLongError(ValueError):
    """A line is longer than the limit; it has been passed over."""

    def __init__(self) -> None:
        super().__init__(f"the line is longer than {MAX_LINE:,} characters")


def encoding_of(head: bytes, default: str) -> str:
    """Return the encoding that the first bytes name by a byte order mark, else the default."""
    return next((encoding for mark, encoding in _MARKS if head.startswith(mark)), default)


def holds_foreign_bytes(text: str) -> bool:
    """Whether some of the text was not UTF-8."""
    return not text.isascii() and _FOREIGN_BYTE.search(text) is not None


class TextLines:
    """The lines of a file with their line ends; it can be asked on after a `LineTooLongError`.

    Bytes that are not UTF-8 come as lone surrogates U+DC80 to U+DCFF, so that a row can be blamed for them.
    """

    def __init__(self, stream: BinaryIO, encoding: str) -> None:
        errors = "surrogateescape" if encoding.startswith("utf-8") else "replace"
        self._text = io.TextIOWrapper(stream, encoding=encoding, errors=errors, newline="")
        self.number = 0
        """Of the line that was read last, from 1."""

    def __iter__(self) -> "TextLines":
        return self

    def __next__(self) -> str:
        line = self._read()
        if not line:
            raise StopIteration
        self.number += 1
        if len(line) <= MAX_LINE:
            return line
        while line and not line.endswith(("\n", "\r")):
            line = self._read()
        raise LineTooLongError

    def _read(self) -> str:
        try:
            return self._text.readline(MAX_LINE + 1)
        except (EOFError, OSError, gzip.BadGzipFile, zlib.error, UnicodeError) as error:
            raise DamagedFileError(self.number + 1, str(error)) from error

    def detach(self) -> None:
        """Let go of the stream without closing it: it belongs to whoever opened it."""
        self._text.detach()
