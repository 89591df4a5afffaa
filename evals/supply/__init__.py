"""What Regrip is made of besides its own code: packages with their versions and licences, and model files with their hashes."""
