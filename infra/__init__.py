"""What surrounds the product: the broker of tests, topics, images; nothing of it is shipped in the wheel."""
