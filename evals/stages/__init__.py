"""How well the stage is read: `python -m evals.stages`."""
