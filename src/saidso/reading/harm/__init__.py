"""Harm: who was killed, injured, captured or went missing, how many, with what wounds."""
