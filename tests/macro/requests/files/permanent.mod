// A permanent shock: initval, steady, endval, steady; known from period 1, phased in over four.
var c k; varexo x tau; parameters alpha beta delta; alpha = 0.3; beta = 0.98; delta = 0.05;
model;
  1/c = beta/c(+1)*(alpha*x(+1)*(1 - tau(+1))*k^(alpha - 1) + 1 - delta);
  k = x*k(-1)^alpha + (1 - delta)*k(-1) - c;
end;
initval; x = 1; tau = 0; k = 5; c = 1; end;
steady;
endval; x = 1.2; tau = 0.1; k = 6; c = 1.2; end;
steady;
shocks; var tau; periods 1:4; values 0.02; end;
perfect_foresight_setup(periods = 200);
perfect_foresight_solver;
