"""One module a file format; each turns bytes into the same blocks."""
