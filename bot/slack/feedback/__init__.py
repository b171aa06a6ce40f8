"""Policy feedback in Slack: the form, the NSDU's cards, the relay between both sides."""
