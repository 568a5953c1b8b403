"""Model files: Dynare's `.mod` language, read into plain data and turned into CasADi expressions."""
