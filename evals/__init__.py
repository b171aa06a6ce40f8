"""How good the assistant is: questions, gold, measures, reports."""
