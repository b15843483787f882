"""What is measured, and how. `uv run python -m benchmarks` prints every number beside its floor and its target."""
