"""What a few notebooks need, and the table of the course's letters."""
