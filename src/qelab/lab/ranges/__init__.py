"""How far the numbers could be off: priors, draws of the parameters through the whole pipeline, and their bands."""
