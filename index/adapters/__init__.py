"""Real implementations of the seams in `index`; heavy libraries are imported here only."""
