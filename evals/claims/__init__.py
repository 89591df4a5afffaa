"""Claims with passages, judged by the checker and by word overlap."""
