"""From a screened question to a cited answer."""
