"""A second, naive reading of the decision page, so that it and the engine can find each other's mistakes."""
