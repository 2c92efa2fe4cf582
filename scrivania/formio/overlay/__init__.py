"""What the official core lets through and we don't."""
