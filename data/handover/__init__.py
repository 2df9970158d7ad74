"""What a post holds, for the one who takes it over: decisions, actions, dates, tasks, and what people saved."""
