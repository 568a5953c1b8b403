// model(linear): Dynare's default order of two falls back to one; news by a shock with a lag of four.
var x pi i v; varexo e_v e_n; parameters beta kappa phi rho; beta = 0.99; kappa = 0.1; phi = 1.5; rho = 0.6;
model(linear);
  x = x(+1) - (i - pi(+1)) + v;
  pi = beta*pi(+1) + kappa*x;
  i = phi*pi;
  v = rho*v(-1) + e_v + e_n(-4);
end;
shocks; var e_v; stderr 1; var e_n; stderr 0.5; end;
stoch_simul(irf = 12, nomoments, nofunctions, nograph);
