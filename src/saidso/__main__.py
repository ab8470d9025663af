"""`python -m saidso` is the command line."""

from saidso.cli import main

main()
