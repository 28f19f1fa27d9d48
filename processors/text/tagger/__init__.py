"""The learned tagger: which tokens of a text identify somebody, by a hashed linear model compiled at import."""
