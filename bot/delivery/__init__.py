"""Durable inbox, outbox and worker; knows nothing of Slack or HTTP."""
