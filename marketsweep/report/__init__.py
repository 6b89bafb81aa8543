"""Figures for people: one HTML file with charts, every number openable down to its rows."""
