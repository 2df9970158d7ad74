"""The mandate: priorities, tasks and how far they are."""
