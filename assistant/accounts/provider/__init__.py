"""Signing in with a council's own accounts, through an OpenID Connect provider that the settings name.

`door` is all that the screens need of it. Nothing is asked of a provider that is not in the settings.
"""
