// The neoclassical growth model: technology falls for three periods, then recovers.
var c k z; varexo e; parameters alpha beta delta sigma rho;
alpha = 0.33; beta = 0.985; delta = 0.03; sigma = 1.5; rho = 0.8;
model;
  c^(-sigma) = beta*c(+1)^(-sigma)*(alpha*exp(z(+1))*k^(alpha - 1) + 1 - delta);
  k = exp(z)*k(-1)^alpha + (1 - delta)*k(-1) - c;
  z = rho*z(-1) + e;
end;
initval; k = 10; c = 1; z = 0; end;
steady;
check;
shocks; var e; periods 1:3 6; values -0.04 0.02; end;
perfect_foresight_setup(periods = 150);
perfect_foresight_solver;
