"""One module a file format; each gives the same blocks."""
