"""A desk's projection of the central bank's portfolio, for any programme and any paths of rates, 1 to 30 years ahead."""
