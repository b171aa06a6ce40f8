"""Terminal: an answer, a comparison and progress as a person reads them at a prompt."""
