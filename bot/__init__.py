"""The service people talk to: Slack, web, command line."""
