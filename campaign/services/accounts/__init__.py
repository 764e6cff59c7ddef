"""Who may sign in, and how: invitations, passwords, second factors, sessions."""
