// One occasionally binding constraint, surprise shocks, nonlinear equations linearised round the steady state.
var x pi i s u; varexo e; parameters beta kappa phi rho lb; beta = 0.99; kappa = 0.02; phi = 1.5; rho = 0.7; lb = -1;
model;
  x = x(+1) - 0.5*(i - pi(+1)) + u;
  pi = beta*pi(+1) + kappa*x;
  s = rho*i(-1) + (1 - rho)*(phi*pi + 0.5*x);
  [name = 'rate', relax = 'elb'] i = s;
  [name = 'rate', bind = 'elb'] i = lb;
  u = 0.8*u(-1) + e;
end;
occbin_constraints;
  name 'elb'; bind s < lb; relax s > lb;
end;
steady_state_model; x = 0; pi = 0; i = 0; s = 0; u = 0; end;
steady;
shocks(surprise); var e; periods 1:2 8; values -1.5 -1; end;
occbin_setup;
occbin_solver(simul_periods = 40);
