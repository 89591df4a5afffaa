"""Who may use Regrip when it serves more than one person: accounts, signing in, tokens, and the log of what was done.

`access` says who asks, and is all that the API and the web application need of it.
"""
