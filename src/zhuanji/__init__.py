"""Zhuanji takes a customer complaint from the first angry sentence to a verified improvement."""

__version__ = "0.1.0"
