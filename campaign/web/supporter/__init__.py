"""What supporters see."""
