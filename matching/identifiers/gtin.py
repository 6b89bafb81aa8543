"""Global Trade Item Numbers: the one way to write them, and which of them name a product at all."""

from stdnum import ean, isbn
from stdnum.exceptions import ValidationError

LENGTHS = (8, 12, 13, 14)

_NO_PRODUCT = (
    *("02", "04", "05"),  # in-store numbers of shops that write UPC; coupons
    *(str(first) for first in range(20, 30)),  # in-store numbers
    *(
        "977",
        "980",
        "981",
        "982",
        "983",
        "984",
        "99",
    ),  # periodicals, of which each issue bears the same; receipts; coupons
)
"""How a GTIN-13 begins that names no product. Source: GS1 General Specifications, section 1.4.2, GS1 prefixes."""


def canonical(digits: str) -> str | None:
    """Return a GTIN of any length as 14 digits, or None where the length or the check digit is wrong.

    A number on a carton of several becomes that of the one inside: both are the same goods.
    """
    if len(digits) not in LENGTHS or not digits.isascii() or not digits.isdigit():
        return None
    if ean.calc_check_digit(digits[:-1]) != digits[-1]:
        return None
    wide = digits.zfill(14)
    if len(digits) == 14 and digits[0] in "12345678":
        inner = digits[1:13]
        return f"0{inner}{ean.calc_check_digit(inner)}"
    return wide


def canonical_isbn(written: str) -> str | None:
    """Return an ISBN of 10 or 13 digits as the GTIN that it is since 2007, or None where it is wrong."""
    try:
        number: str = isbn.to_isbn13(isbn.validate(written))
    except ValidationError:
        return None
    return number.zfill(14)


def names_a_product(gtin: str) -> bool:
    """Tell whether a canonical GTIN is one product's own, all over the world.

    What shops print themselves, coupons, periodicals and the digits of somebody's idle finger are not.
    """
    if gtin.startswith("000000"):
        short = gtin[6:]
        return short[0] not in "02" and len(set(short)) > 1
    wide = gtin[1:]
    return not wide.startswith(_NO_PRODUCT) and len(set(wide[:-1])) > 1 and wide[:-1] not in _IDLE


_IDLE = frozenset(("123456789012", "012345678901", "987654321098"))


def is_isbn(gtin: str) -> bool:
    """Tell whether a canonical GTIN is that of a book; 979-0 is printed music."""
    return gtin[1:4] in ("978", "979") and not gtin.startswith("09790")
