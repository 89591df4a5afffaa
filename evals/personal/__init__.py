"""Personal data in text: whether what has to be covered is, and whether the names that readers need stay."""
