"""What single notebooks need, and nothing else stands on."""
