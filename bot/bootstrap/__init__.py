"""The wiring: the one place that names real classes. A command loads the part that it needs."""
