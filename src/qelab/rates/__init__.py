"""Yields: expected short rates plus term premia, from expected holdings and the model's paths."""
