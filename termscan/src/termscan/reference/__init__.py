"""The pure-Python termscan: the specification that runs, the oracle of tests, the fallback without a compiler."""
