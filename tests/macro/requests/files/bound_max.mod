// A lower bound written with max, and other functions of the language.
var x pi i s u; varexo e; parameters beta kappa phi lb; beta = 0.99; kappa = 0.02; phi = 1.5; lb = -1;
model;
  x = x(+1) - 0.5*(i - pi(+1)) + u;
  pi = beta*pi(+1) + kappa*x;
  s = phi*pi + 0.5*x;
  i = max(lb, s);
  u = 0.8*u(-1) + e + 0.001*(normcdf(x, 0, 1) - 0.5) + 0.001*(erf(pi) + sqrt(1 + abs(s)) - 1) + 0*sign(u);
end;
initval; x = 0; pi = 0; i = 0; s = 0; u = 0; end;
steady;
shocks; var e; periods 1; values -1.5; end;
perfect_foresight_setup(periods = 80);
perfect_foresight_solver;
