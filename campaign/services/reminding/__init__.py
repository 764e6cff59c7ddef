"""Reminding coordinators of last days by e-mail: when, exactly once, and in words that betray nobody."""
