"""The bazaar: a small marketplace with known truth, for the demo, the tests and for play."""
