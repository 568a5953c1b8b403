"""Units, time, words, errors, provenance: what every layer shares. Knows no economics."""
