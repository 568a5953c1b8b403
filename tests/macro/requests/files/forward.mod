// No lags at all.
var q r; varexo e; parameters beta; beta = 0.95;
model; q = beta*q(+1) + r^2; r = 1 + e; end;
initval; q = 20; r = 1; e = 0; end;
steady;
shocks; var e; periods 3:5; values 0.1; end;
perfect_foresight_setup(periods = 40);
perfect_foresight_solver;
