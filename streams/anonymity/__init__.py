"""How many copies of a run look alike, and how many are the only one of their kind."""
