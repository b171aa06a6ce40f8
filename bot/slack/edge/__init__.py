"""The one way in for both transports: verify, read, screen, store, acknowledge."""
