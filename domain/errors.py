"""The one base of every error that a user may meet."""


class MarketsweepError(Exception):
    """Something went wrong that a user can understand: the message says what, where, and the way out."""
