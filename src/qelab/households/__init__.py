"""Five groups of households by wealth: what a programme does to what they own, owe and earn.

Answers: who gains in dollars, who in per cent, and what is the net? Prices, yields, jobs and mortgage rates of both
worlds come in as arrays and nothing goes back: spending out of wealth is inside the macro model. ``prices`` says how the
values of claims differ between the worlds, ``revaluation`` what that does to each group, ``refinancing`` what mortgages
cost, ``incomes`` jobs, wages and capital income, ``inequality`` shares and Gini coefficients, ``balance`` the net.
"""
