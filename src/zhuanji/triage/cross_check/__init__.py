"""The account beside what other systems know: where they say different things. Pure: no tables."""
