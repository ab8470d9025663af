"""Room language: reports become parses: tokens, sentences, names, frames."""
