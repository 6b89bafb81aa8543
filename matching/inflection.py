"""The forms that a word may take in its language, by the rules that terms are found with."""

from termscan import forms as forms_of

__all__ = ["forms_of"]
