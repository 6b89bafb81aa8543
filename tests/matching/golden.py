"""What a tiny list gives, and under which digest: `python -m tests.matching.golden` writes it anew.

Renew it where the digest changed on purpose: with the tables or semantics of termscan, the ordinary words, or METHOD
(`matching/index.py`), which grows whenever the same lists may be judged otherwise.
"""

import json
import sys
from pathlib import Path
from typing import Any

from domain.keyword_list import TermKind
from marketsweep.results import assessment_as_json
from matching import Matcher
from tests.factories import make_list, make_listing, make_term

FILE = Path(__file__).with_name("golden.json")
LIST = make_list(
    make_term("ivory"), make_term("Rolex", language="und", kind=TermKind.BRAND), make_term("слон", language="ru")
)
TITLES = (
    "Carved ivory figure",
    "Rоlex, NO ivory",
    "r.o.l.e.x 1v0ry",
    "Rollex strap for men",
    "фигура слона",
    "Ivory white lace dress",
    "Oak chair",
)


def results() -> dict[str, Any]:
    """Return the digest and the results as they are now."""
    matcher = Matcher([LIST])
    return {
        "digest": matcher.digest,
        "results": [assessment_as_json(matcher.assess(make_listing(title))) for title in TITLES],
    }


if __name__ == "__main__":
    FILE.write_text(json.dumps(results(), ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    sys.exit(0)
