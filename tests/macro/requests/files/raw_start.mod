// No steady before endval: the path starts from the numbers of initval as they are.
var k c; varexo x; parameters alpha beta delta; alpha = 0.3; beta = 0.98; delta = 0.05;
model;
  1/c = beta/c(+1)*(alpha*x(+1)*k^(alpha - 1) + 1 - delta);
  k = x*k(-1)^alpha + (1 - delta)*k(-1) - c;
end;
initval; k = 3; c = 0.7; x = 1; end;
endval; k = 6; c = 1; x = 1; end;
steady;
simul(periods = 150);
