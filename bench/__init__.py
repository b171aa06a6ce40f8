"""How fast it is, on the same work in one run."""
