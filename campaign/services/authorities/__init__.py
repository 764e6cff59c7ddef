"""The directory at work: finding, entering and verifying authorities, and what others say is wrong with them."""
