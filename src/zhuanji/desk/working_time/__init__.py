"""工作时间: the year at a glance, what a term comes to, and what administrators change."""
