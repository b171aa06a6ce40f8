"""The administration pages, behind a sign-in: answers, editions, local numbers, what failed."""
