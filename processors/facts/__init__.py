"""Control facts and the facts that events carry, as of any moment."""
