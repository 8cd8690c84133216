"""What the admin sees of the instance."""
