"""Chinese text as people type it: cleaned, folded, searched, masked. Pure: no tables, no clock."""
