"""The schema's history, applied at start. One revision a domain, in one straight line."""
