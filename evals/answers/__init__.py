"""Questions of directors, advisers and evaluators, answered and judged."""
