"""What the guidance says: documents in, citable paragraphs out. Imports nothing of ours."""
