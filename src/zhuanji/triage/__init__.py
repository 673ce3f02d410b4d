"""Every complaint understood: what it is about, how grave it is, who should have it, and why."""
