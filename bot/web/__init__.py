"""Web: ask page, paragraph reader, JSON API, health."""
