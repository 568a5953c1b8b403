// histval with lags of endogenous and exogenous variables, and lags and leads of both in the model.
var y p; varexo e; parameters rho gamma; rho = 0.7; gamma = 0.9;
model;
  y = rho*y(-1) - 0.2*y(-3) + 0.5*e(-1) + e;
  p = gamma*0.5*p(+2) + 0.1*p(-1) + y(-1) + 0.3*e(+1) + 0.05*y^2;
end;
initval; y = 0; p = 0; e = 0; end;
steady;
histval; y(0) = 0.5; y(-1) = -0.2; y(-2) = 0.1; p(0) = 0.05; e(0) = 0.4; end;
shocks; var e; periods 2 5:6; values 0.3 -0.2; end;
perfect_foresight_setup(periods = 60);
perfect_foresight_solver;
