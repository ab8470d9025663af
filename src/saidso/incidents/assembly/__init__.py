"""Assembly: incidents with their claims, from all that was read and resolved in one report."""
