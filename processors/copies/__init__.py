"""What a sink gets: the payload cut down, made less identifying as its form demands, and labelled."""
