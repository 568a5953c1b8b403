"""The laboratory: one readable pipeline from a scenario to a result, and what can be asked of the result."""
