"""Spreadsheets in and out: reading anybody's table, writing one that Excel opens right. No tables."""
