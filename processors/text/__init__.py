"""Free text: what identifies somebody in it, and what may not be in it at all."""
