"""A local Slack: Web API, signed HTTP deliveries, Socket Mode and people, on 127.0.0.1."""
