"""A manager's meeting: its topics in order, what is said on each, and its summary."""
