// A random walk and a price level: roots of one, no unique steady state level; found where the file starts.
var y p pi; varexo e m; parameters rho; rho = 0.5;
model(linear);
  y = y(-1) + e;
  pi = rho*pi(-1) + m;
  p = p(-1) + pi;
end;
initval; y = 2; p = 1; pi = 0; end;
steady;
shocks; var e; stderr 1; var m; stderr 1; end;
stoch_simul(order = 1, irf = 10, nomoments, nofunctions, nograph);
