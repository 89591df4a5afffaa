"""How long answers, assessments and searches take, warm and cold."""
