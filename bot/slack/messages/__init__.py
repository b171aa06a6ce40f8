"""What people see in Slack: pure functions from domain types to blocks and plain text."""
