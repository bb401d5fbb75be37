"""Frozen records of what the accountant wrote. No behaviour beyond reading oneself."""
