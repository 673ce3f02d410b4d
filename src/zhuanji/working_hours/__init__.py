"""When this organisation works: its weekly hours, its own days, the official notices it took over."""
