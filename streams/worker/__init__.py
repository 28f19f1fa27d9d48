"""The deployed worker: a Faust host that people see, and slots that govern under transactions."""
