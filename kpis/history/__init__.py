"""What a KPI's definition was, is and will be: who changed what, when and why."""
