"""Files that others publish, read as they come: bytes in, checked records with their provenance out."""
