"""Who is at the app: signed in by OpenID Connect, or at the machine itself; and what they may do."""
