"""What the program proposes, and what an editor makes of it."""
