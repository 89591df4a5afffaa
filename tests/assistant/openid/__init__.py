"""An OpenID Connect provider for tests, on Authlib's authorization server: a process that obeys the standard until told not to."""
