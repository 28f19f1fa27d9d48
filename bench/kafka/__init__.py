"""The worker on a real broker of its own, beside loops that carry the same records and decide nothing."""
