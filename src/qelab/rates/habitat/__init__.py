"""Preferred habitat (Vayanos & Vila 2021): the whole yield curve from who holds which maturities.

    calibration   factors, habitat demand, risk aversion, with their sources       shape       ratios to the ten-year effect
    equilibrium   the matrix M that the market's own risk prices confirm           projection  the same as lambda and loadings
    bonds         what a bought bond is worth to arbitrageurs, by maturity         closed_form one factor, without a grid
    effects       yields and forward rates at every maturity, for any expected path

>>> from qelab.rates.habitat.calibration import Habitat
>>> from qelab.rates.habitat.effects import bought
>>> effect = bought(Habitat(), years=10.0, half_life_years=7.0)  # 1 % of GDP of ten-year bonds
>>> [round(effect.zero_coupon_bp(years), 1) for years in (2, 5, 10, 30)]
[-2.0, -4.2, -6.4, -9.0]
"""
