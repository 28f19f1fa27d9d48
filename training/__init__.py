"""Training of the tagger, from the texts bundled here: `python -m training`."""
