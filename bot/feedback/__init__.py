"""Policy feedback: items, status table, triage, relay."""
