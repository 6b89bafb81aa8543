"""Invented marketplaces in the manners of many countries and systems, with known truth."""
