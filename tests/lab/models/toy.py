"""Small models whose answers can be worked out by hand: holdings move the long yield, the long yield moves output."""

MOD = """
var y i pi b yl;
varexo e_i e_b;
parameters rho_b rho_i phi slope yield_per_b per_x per_x_mbs;
rho_b = 0.9;  rho_i = 0.5;  phi = 0.5;  slope = 0.2;  yield_per_b = 0.05;
per_x = -2;  per_x_mbs = -1;
model(linear);
  [name='holdings'] b = rho_b*b(-1) + e_b;
  [name='yield'] yl = i + yield_per_b*b;
  [name='output'] y = 0.5*y(+1) - slope*yl;
  [name='inflation'] pi = 0.1*y;
  [name='rule'] i = rho_i*i(-1) + (1 - rho_i)*phi*y + e_i;
end;
"""

ABOUT = """
title = "toy"
source = "made up"
term_premium = "endogenous"
cannot_answer = ["anything serious"]
[experiment]
text = "round its rest"
longest_peg_quarters = 3
rate = "i"
rate_shock = "e_i"
[purchase.treasury]
variable = "b"
shock = "e_b"
per_x = "per_x"
text = "two units off the market"
[series]
output_gap = { variable = "y", transformation = "deviation_percent", unit = "percent" }
inflation_4q = { variable = "pi", transformation = "deviation_percentage_points", unit = "percentage points" }
policy_rate = { variable = "i", transformation = "deviation_percentage_points", unit = "percentage points" }
yield_10y = { variable = "yl", transformation = "deviation_percentage_points", unit = "percentage points" }
"""

MBS = """
[purchase.mbs]
variable = "b"
shock = "e_b"
per_x = "per_x_mbs"
text = "one unit off the market"
"""
