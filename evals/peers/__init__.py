"""Other systems on the same passages, questions and machine: `python -m evals.peers`."""
