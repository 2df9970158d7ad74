"""Who may see and do what: roles, what each is shown of the tables, and people whose traces are kept coarse."""
