"""From yields and the economy to everything that follows: markets, lending, households, other countries.

``base`` says what a channel finds, ``registry`` in which order they are asked; one module for each of them hands the
worlds of a run to the layer that computes it. Nothing here feeds back on yields or the economy.
"""
