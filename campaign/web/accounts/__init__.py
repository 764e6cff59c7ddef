"""How coordinators sign in, and what they keep of their account."""
