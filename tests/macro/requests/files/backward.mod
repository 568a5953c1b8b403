// No leads at all.
var y z; varexo e; parameters a; a = 0.9;
model; y = a*y(-1) + e; z = y + 0.5*z(-1) + 0.1*y*z(-1); end;
initval; y = 0; z = 0; e = 0; end;
steady;
shocks; var e; periods 1; values 1; end;
perfect_foresight_setup(periods = 30);
perfect_foresight_solver;
