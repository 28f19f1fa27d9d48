"""Two versions of a pack compared: by what they say, and by what they decide."""
