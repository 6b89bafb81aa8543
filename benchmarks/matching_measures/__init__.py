"""What the matching benchmark measures: speed, recall of plants, extras, completeness; and how it is told."""
