"""One contract per event type, a module per family."""
