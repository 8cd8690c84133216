"""What facilitators see of their groups."""
