// The tag without lmmcp: Dynare solves the equation as it stands, and so the rate falls below its floor.
var x pi i u; varexo e; parameters beta kappa phi; beta = 0.99; kappa = 0.02; phi = 1.5;
model;
  x = x(+1) - 0.5*(i - pi(+1)) + u;
  pi = beta*pi(+1) + kappa*x;
  [mcp = 'i > -1'] i = phi*pi + 0.5*x;
  u = 0.8*u(-1) + e;
end;
initval; x = 0; pi = 0; i = 0; u = 0; end;
steady;
shocks; var e; periods 1; values -1.5; end;
perfect_foresight_setup(periods = 80);
perfect_foresight_solver;
