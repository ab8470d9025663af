"""Happenings: which acts that a report tells are one occurrence, and what that is."""
