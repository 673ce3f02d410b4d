"""Keeps an installation alive: the embedded database, the web server, the worker, their supervisor."""
