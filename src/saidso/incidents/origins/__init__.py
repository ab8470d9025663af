"""Origins: reports that print the same text, whole or in part, and whom they credit."""
