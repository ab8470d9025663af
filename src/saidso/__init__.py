"""saidso: sourced incident records from the news."""

__version__ = "0.1.0"
