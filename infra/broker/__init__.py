"""One Kafka broker on loopback for development, tests and CI, from Kafka's own jars; the standard library alone."""
