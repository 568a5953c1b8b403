"""The claims check: what the published record says, beside what this code computes.

Answers: does the laboratory agree with the literature and the data? The list of claims and their ranges are fixed
(``data/reference/claims.csv``); a number outside its range stays visible, with its reason and a second route.
"""
