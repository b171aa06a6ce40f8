"""How a paragraph is found: editions, vectors, words, fusion. Imports `corpus` only."""
