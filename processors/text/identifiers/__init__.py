"""Identifiers in free text: found by patterns, by what the shop knows and by the learned tagger."""
