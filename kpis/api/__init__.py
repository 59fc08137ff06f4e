"""KPIs for programs: what is measured, and numbers in."""
