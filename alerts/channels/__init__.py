"""Ways in which a notice leaves the house: the only files of this room that do input and output."""
