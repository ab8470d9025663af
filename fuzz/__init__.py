"""Fuzzing: what must hold whatever comes in, and harnesses that look for input on which it does not.

    python -m fuzz [--minutes 30] [--work DIR]     # or: make fuzz MINUTES=30

`invariants` says what must hold, `seeds` where the fuzzer begins, `harness` is one run of atheris. What
was found stands as cases in `tests/fuzz`.
"""
