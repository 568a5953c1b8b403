"""A model file's own requests, answered as Dynare would; and Dynare itself as a second opinion."""
