"""How the time of each regular expression of the project grows with its text."""
