"""The command line: thin commands over functions that know neither terminal nor exit codes."""

from marketsweep.cli.app import main

__all__ = ["main"]
