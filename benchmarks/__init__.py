"""Each module prints one table; run one by `make bench SUBJECT=name`."""
