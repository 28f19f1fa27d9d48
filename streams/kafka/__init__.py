"""Kafka as the product uses it: names of topics, connections, topics and access, dead letters."""
