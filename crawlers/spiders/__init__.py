"""Spiders are found by standing here."""
