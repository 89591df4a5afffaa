"""Documents: notes on public sources, pages of the stage rubric, and the files a user brings. Imports nothing of ours."""
