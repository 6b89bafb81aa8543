"""Curated, versioned lists of terms: the YAML contract and the one place that reads, checks and lints them."""

from keyword_lists.faults import Fault, ListFaultsError
from keyword_lists.linting import lint, lint_file
from keyword_lists.loading import load_folder, load_list, shipped_lists

__all__ = ["Fault", "ListFaultsError", "lint", "lint_file", "load_folder", "load_list", "shipped_lists"]
