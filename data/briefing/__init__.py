"""The briefing: what changed, where is the assessed threat, are we placed for it, are we doing what was agreed."""
