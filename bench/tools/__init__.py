"""Public tools that de-identify, each read by a script that runs in a throw-away environment of its own."""
