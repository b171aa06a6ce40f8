"""Slack: edge, listeners, messages, messenger."""
