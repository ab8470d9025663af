"""Linking: incidents of different reports that are one happening."""
