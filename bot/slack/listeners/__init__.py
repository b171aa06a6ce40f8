"""What is done about each kind of work in the inbox; each returns the posts it causes."""
