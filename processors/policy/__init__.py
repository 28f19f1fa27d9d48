"""Policy packs, the sink catalogue and the tables by event type, as data and the models that hold them."""
