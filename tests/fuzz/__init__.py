"""Coverage-guided fuzzing: `python tests/fuzz/run.py [SECONDS]`."""
