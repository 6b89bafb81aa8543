"""The bazaar's pages and interfaces over HTTP."""
