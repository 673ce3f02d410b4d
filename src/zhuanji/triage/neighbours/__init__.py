"""Which complaints resemble one another, in what words, and what became of them. Pure."""
