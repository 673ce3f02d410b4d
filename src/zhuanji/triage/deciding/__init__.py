"""What follows from what was read: category, grade, department, validity, impact. Pure: no tables."""
