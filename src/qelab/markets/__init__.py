"""Markets: what shares, corporate bonds, the dollar, houses and bank loans make of yields and the economy.

Answers: by how much does each of them move, and through what? Plain functions on arrays; nothing here feeds back on
yields or the economy, which have the prices that spending depends on already.
"""
