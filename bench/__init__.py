"""Benchmarks, each with the floor that it is measured against."""
