"""termscan in pure Python: the specification that runs, the oracle of the tests, and the fallback without a compiler."""
