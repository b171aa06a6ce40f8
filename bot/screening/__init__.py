"""What every message passes first: danger, personal details, kind of message."""
