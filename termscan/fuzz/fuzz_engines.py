"""Atheris target: both engines of termscan must find the same, and what they find must hold.

python termscan/fuzz/fuzz_engines.py CORPUS termscan/fuzz/seeds -max_total_time=60
"""

import sys

import atheris

with atheris.instrument_imports(include=["termscan"]):
    import termscan

from properties import check_engines

if __name__ == "__main__":
    if termscan.engine != "compiled":
        sys.exit("The compiled core of termscan is not installed: there is nothing to compare the reference with.")
    atheris.Setup(sys.argv, check_engines)
    atheris.Fuzz()
