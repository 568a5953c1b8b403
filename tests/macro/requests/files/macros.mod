// The macro processor: three sectors in a loop, a condition, a definition.
@#define sectors = ["a", "b", "c"]
@#define with_demand = 1
var total;
@#for s in sectors
var y_@{s};
@#endfor
varexo e;
parameters rho; rho = 0.8;
model;
@#for s in sectors
  [name = 'sector @{s}']
  y_@{s} = rho*y_@{s}(-1) + e + 0.1*total(+1);
@#endfor
@#if with_demand
  total = (y_a + y_b + y_c)/3;
@#else
  total = 0;
@#endif
end;
steady;
shocks; var e; stderr 1; end;
stoch_simul(order = 1, irf = 15, nomoments, nofunctions, nograph);
