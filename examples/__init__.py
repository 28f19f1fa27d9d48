"""What a visitor runs first."""
