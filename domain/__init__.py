"""The words of Marketsweep: frozen dataclasses and enums, standard library only. One noun, one file."""
