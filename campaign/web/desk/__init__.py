"""What coordinators work at."""
