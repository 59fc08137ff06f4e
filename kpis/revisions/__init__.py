"""What a revision holds, what changed since, and how one comes back as the draft."""
