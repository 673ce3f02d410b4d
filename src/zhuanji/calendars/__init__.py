"""Which days are worked, and lengths of time. Pure: no tables, no clock."""
