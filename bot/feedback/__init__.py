"""Policy feedback: an item, its status, its owner, what is said about it, and what became of it."""
