"""What people do, as functions: the session comes first, nothing commits, and nothing knows of Flask."""
