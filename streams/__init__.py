"""What touches the world: the command line, the local run, and what they read and write."""
