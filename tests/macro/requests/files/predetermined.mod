// Stocks written at the beginning of the period, and STEADY_STATE in a rule.
var y c k i; varexo e; predetermined_variables k; parameters alpha beta delta; alpha = 0.3; beta = 0.98; delta = 0.05;
model;
  1/c = beta/c(+1)*(alpha*exp(e(+1))*k(+1)^(alpha - 1) + 1 - delta);
  k(+1) = y + (1 - delta)*k - c;
  y = exp(e)*k^alpha;
  i = 0.5*(y/STEADY_STATE(y) - 1) + 0.1*(c - STEADY_STATE(c));
end;
initval; k = 5; c = 1; y = 1.5; i = 0; end;
steady;
shocks; var e; periods 1:2; values 0.1; end;
perfect_foresight_setup(periods = 150);
perfect_foresight_solver;
