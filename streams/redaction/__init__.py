"""Texts redacted one by one, apart from any event."""
