"""The one way out: where machines of others may be, how they are spoken to, how long one waits."""
