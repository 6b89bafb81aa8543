"""The whole chain in two minutes, on a marketplace whose truth is known."""
