"""What an organisation decides for itself: its categories, their words and rules, by version."""
