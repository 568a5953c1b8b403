"""QE and QT beside other tools: the policy rate that would do the same, and tools set to one size or one output.

``pegs`` holds the policy rate by hand, from rest and from the day of an announcement; ``rate_cut`` finds the equivalent
move for stated horizons; ``experiments`` are the programmes for which such numbers are published; ``tools`` makes a
purchase, a sale, a run-off, a rate cut and guidance comparable; ``pace`` sets the same amount against time and against
the reserves there are.
"""
