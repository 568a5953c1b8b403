// The model behind the four equations, not linearised: Sims, Wu & Zhang (2019), NBER working paper 26067.
//
// Written from the paper's equations; a check of the linear file, not a member of the catalogue.
// The impatient consume the value of their bonds, because transfers pay their coupons. Banks live for a quarter: they
// get the funds x_fi and hold bonds up to theta times that. The equation of the reset price is there: see the erratum
// in the linear file.

var c c_b l y w p_m i pi q b b_fi value_cb p_reset x_1 x_2 v_p yield;
varexo e_q e_i;
parameters beta beta_b z sigma eta eps_p phi_p decay theta b_cb_share rho_i phi_pi rho_q x_fi psi q_ss w_ss;

beta = 0.995;  beta_b = 0.99;  z = 0.33;  sigma = 1;  eta = 1;
eps_p = 11;  phi_p = 0.75;  decay = 0.975;
theta = 5;  b_cb_share = 0.3;
rho_i = 0.8;  phi_pi = 1.5;  rho_q = 0.8;
w_ss = (eps_p - 1)/eps_p;
psi = w_ss*(1 - z)^(-sigma);                     // hours are 1
q_ss = 1/(1/beta_b - decay);
x_fi = (1 - b_cb_share)*z/theta;                 // .046

model;
  [name='deposits']
  1 = beta*(c(+1)/c)^(-sigma)*i/pi(+1);
  [name='labour supply']
  psi*l^eta = c^(-sigma)*w;
  [name='long bonds of the impatient']
  1 = beta_b*(c_b(+1)/c_b)^(-sigma)*(1 + decay*q(+1))/(q*pi(+1));
  [name='consumption of the impatient']
  c_b = q*b;
  [name='limit on banks']
  q*b_fi = theta*x_fi;
  [name='market of bonds']
  q*b = q*b_fi + value_cb;
  [name='purchases']
  log(value_cb/(b_cb_share*z)) = rho_q*log(value_cb(-1)/(b_cb_share*z)) + e_q;
  [name='marginal cost']
  w = p_m;
  [name='reset price']
  p_reset = eps_p/(eps_p - 1)*x_1/x_2;
  [name='reset price, numerator']
  x_1 = c^(-sigma)*p_m*y + phi_p*beta*pi(+1)^eps_p*x_1(+1);
  [name='reset price, denominator']
  x_2 = c^(-sigma)*y + phi_p*beta*pi(+1)^(eps_p - 1)*x_2(+1);
  [name='price index']
  1 = (1 - phi_p)*p_reset^(1 - eps_p) + phi_p*pi^(eps_p - 1);
  [name='dispersion of prices']
  v_p = (1 - phi_p)*p_reset^(-eps_p) + phi_p*pi^eps_p*v_p(-1);
  [name='production']
  y*v_p = l;
  [name='resources']
  y = c + c_b;
  [name='policy rule']
  log(i*beta) = rho_i*log(i(-1)*beta) + (1 - rho_i)*phi_pi*log(pi) + e_i;
  [name='yield of the long bond']
  yield = decay + 1/q;
end;

steady_state_model;
  c = 1 - z;  c_b = z;  l = 1;  y = 1;  w = w_ss;  p_m = w_ss;  i = 1/beta;  pi = 1;  v_p = 1;  p_reset = 1;
  q = q_ss;  b = z/q_ss;  b_fi = (1 - b_cb_share)*z/q_ss;  value_cb = b_cb_share*z;
  x_1 = c^(-sigma)*w_ss/(1 - phi_p*beta);  x_2 = c^(-sigma)/(1 - phi_p*beta);
  yield = 1/beta_b;
end;
