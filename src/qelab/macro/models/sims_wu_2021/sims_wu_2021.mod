// sims_wu_2021: a medium-scale model with banks and the long bonds of firms and government, quarterly, nonlinear.
//
// Source: Sims & Wu (2021), Evaluating central banks' tool kit: Past, present, and future, Journal of Monetary
//   Economics 118, 135-160.
// Gross quarterly rates; real quantities; in the steady state there is no inflation and hours are 1. Bonds are
//   counted by their coupons, which shrink by the factor decay every quarter, and q*f is a market value. Stocks are
//   at the end of the period. Bank rates on deposits and reserves are the policy rate.
//
// Idea: firms must finance a share of their investment by long bonds, which banks hold up to a limit on their
//   leverage. A purchase takes bonds off the banks' books: it makes room, lowers the spread and with it the cost of
//   investment. Government bonds use up Delta of the room that private bonds use, and purchases of them do Delta of
//   the good.
//
// Deviations and choices, all of them:
//   1. The limit on leverage is complementary to its multiplier: min(lambda, room) = 0. In the paper it always binds.
//   2. The lower bound is a kink, i = max(elb, i_shadow), and the rule's inertia sits on the observed rate.
//   3. z, a preference for the present, is added: the demand shock of experiments at the bound. It multiplies the
//      whole of a period's utility. Its persistence and that of theta, .9, are ours.
//   4. Purchases of both kinds are AR(1) in the number of bonds. No private bonds at the central bank at first.
//   5. leverage and spread are targets: they fix theta, the banks' starting funds x and the bond prices. leverage
//      counts government bonds by Delta, as the limit does.
//   6. Values that our notes of Table 1 mark as uncertain: delta_2, phi_y (.15; another note has .25), spread,
//      debt_gdp, cb_gdp, rho_f, rho_b. Everything else there is the paper's.
//   7. f_1 and f_2 are divided by the steady-state wage to the power eps_w, so that no equation dwarfs the others.
//   8. Yields, the bond price at expected policy rates and the term premium are added; nothing depends on them.

var
  c         $C$              (long_name='Consumption')
  mu        $\mu$            (long_name='Marginal utility')
  l         $L$              (long_name='Labour supplied')
  l_d       $L^d$            (long_name='Labour used')
  mrs       $mrs$            (long_name='Pay at which labour is supplied')
  w         $w$              (long_name='Real wage')
  w_reset   $w^*$            (long_name='Reset wage')
  f_1       $f^1$            (long_name='Reset wage, numerator')
  f_2       $f^2$            (long_name='Reset wage, denominator')
  v_w       $v^w$            (long_name='Dispersion of wages')
  pi        $\Pi$            (long_name='Inflation')
  p_reset   $p^*$            (long_name='Reset price')
  x_1       $x^1$            (long_name='Reset price, numerator')
  x_2       $x^2$            (long_name='Reset price, denominator')
  v_p       $v^p$            (long_name='Dispersion of prices')
  p_m       $p^m$            (long_name='Price of wholesale output')
  y_m       $Y^m$            (long_name='Wholesale output')
  y         $Y$              (long_name='Output')
  k         $K$              (long_name='Capital')
  invest    $I$              (long_name='Investment')
  k_new     $\hat I$         (long_name='New capital')
  p_k       $p^k$            (long_name='Price of new capital')
  u         $u$              (long_name='Utilisation of capital')
  m_1       $M^1$            (long_name='Cost of the loan in advance, on capital')
  m_2       $M^2$            (long_name='Cost of the loan in advance, on bonds')
  q         $Q$              (long_name='Price of private bonds')
  q_b       $Q^B$            (long_name='Price of government bonds')
  f_w       $f^w$            (long_name='Private bonds outstanding')
  f         $f$              (long_name='Private bonds at banks')
  b         $b$              (long_name='Government bonds at banks')
  f_cb      $f^{cb}$         (long_name='Private bonds at the central bank')
  b_cb      $b^{cb}$         (long_name='Government bonds at the central bank')
  re        $re$             (long_name='Reserves')
  n         $n$              (long_name='Net worth of banks')
  lambda    $\lambda$        (long_name='Multiplier of the limit on leverage')
  phi       $\phi$           (long_name='Limit on leverage')
  omega     $\Omega$         (long_name='Value of net worth inside banks')
  theta     $\theta$         (long_name='Share of assets that banks could divert')
  z         $z$              (long_name='Preference for the present')
  i_shadow  $R^s$            (long_name='Policy rate without the lower bound')
  i         $R^d$            (long_name='Policy rate')
  yield_f   $y^F$            (long_name='Yield of private bonds')
  yield_b   $y^B$            (long_name='Yield of government bonds')
  q_e       $Q^e$            (long_name='Price of government bonds at expected policy rates')
  tp        $tp$             (long_name='Term premium of government bonds')
;

varexo
  e_f       $\epsilon^f$       (long_name='Purchase of private bonds')
  e_b       $\epsilon^b$       (long_name='Purchase of government bonds')
  e_i       $\epsilon^r$       (long_name='Policy rate shock')
  e_theta   $\epsilon^\theta$  (long_name='Credit shock, up is less credit')
  e_z       $\epsilon^z$       (long_name='Preference shock, up is saving')
;

parameters
  beta        (long_name='Discount factor')
  habit       (long_name='Habit in consumption')
  eta         (long_name='Inverse elasticity of labour supply')
  alpha       (long_name='Capital share')
  delta_0     (long_name='Depreciation')
  delta_2     (long_name='Depreciation on utilisation, curvature')
  kappa_i     (long_name='Cost of changing investment')
  eps_p       (long_name='Elasticity of substitution between goods')
  eps_w       (long_name='Elasticity of substitution between kinds of labour')
  phi_p       (long_name='Probability that a price stays')
  phi_w       (long_name='Probability that a wage stays')
  psi         (long_name='Share of investment financed by bonds in advance')
  decay       (long_name='Decay of coupons')
  sigma       (long_name='Survival of banks')
  Delta       (long_name='Government over private bonds in the limit on leverage')
  leverage    (long_name='Leverage, steady state')
  spread      (long_name='Private bonds over the policy rate, steady state, per annum')
  g_share     (long_name='Government purchases over output')
  debt_gdp    (long_name='Government bonds over annual output')
  cb_gdp      (long_name='Government bonds at the central bank over annual output')
  rho_i       (long_name='Inertia of the policy rate')
  phi_pi      (long_name='Policy rule on inflation')
  phi_y       (long_name='Policy rule on the growth of output')
  elb         (long_name='Lower bound of the policy rate')
  rho_f       (long_name='Persistence of private bonds at the central bank')
  rho_b       (long_name='Persistence of government bonds at the central bank')
  rho_theta   (long_name='Persistence of the credit shock')
  rho_z       (long_name='Persistence of preferences')
  i_ss        (long_name='Policy rate, steady state')
  r_f_ss      (long_name='Return on private bonds, steady state')
  r_b_ss      (long_name='Return on government bonds, steady state')
  q_ss        (long_name='Price of private bonds, steady state')
  q_b_ss      (long_name='Price of government bonds, steady state')
  m_2_ss      (long_name='Cost of the loan in advance, on bonds, steady state')
  m_1_ss      (long_name='Cost of the loan in advance, on capital, steady state')
  delta_1     (long_name='Depreciation on utilisation, slope')
  p_m_ss      (long_name='Price of wholesale output, steady state')
  k_y         (long_name='Capital over quarterly output, steady state')
  y_ss        (long_name='Output, steady state')
  k_ss        (long_name='Capital, steady state')
  invest_ss   (long_name='Investment, steady state')
  g           (long_name='Government purchases')
  c_ss        (long_name='Consumption, steady state')
  w_ss        (long_name='Real wage, steady state')
  mrs_ss      (long_name='Pay at which labour is supplied, steady state')
  mu_ss       (long_name='Marginal utility, steady state')
  chi         (long_name='Disutility of labour')
  f_w_ss      (long_name='Private bonds outstanding, steady state')
  f_cb_ss     (long_name='Private bonds at the central bank, steady state')
  b_g         (long_name='Government bonds outstanding')
  b_cb_ss     (long_name='Government bonds at the central bank, steady state')
  assets_ss   (long_name='Assets of banks as the limit counts them, steady state')
  n_ss        (long_name='Net worth of banks, steady state')
  lambda_ss   (long_name='Multiplier of the limit on leverage, steady state')
  theta_ss    (long_name='Share of assets that banks could divert, steady state')
  omega_ss    (long_name='Value of net worth inside banks, steady state')
  x           (long_name='Funds of new banks')
  d_10        (long_name='Duration of the ten-year bond, years')
  d_f         (long_name='Duration of private bonds, years')
  d_b         (long_name='Duration of government bonds, years')
  per_x_mbs       (long_name='Change of f_cb for ten-year equivalents of 1 percent of annual output')
  per_x_treasury  (long_name='Change of b_cb for ten-year equivalents of 1 percent of annual output')
;

// paper, but for what deviation 6 says
beta = 0.995;  habit = 0.7;  eta = 1;
alpha = 1/3;  delta_0 = 0.025;  delta_2 = 0.01;  kappa_i = 2;
eps_p = 11;  eps_w = 11;  phi_p = 0.75;  phi_w = 0.75;
psi = 0.81;  decay = 1 - 1/40;
sigma = 0.95;  Delta = 1/3;  leverage = 4;  spread = 0.03;
g_share = 0.2;  debt_gdp = 0.41;  cb_gdp = 0.06;
rho_i = 0.8;  phi_pi = 1.5;  phi_y = 0.15;
elb = 1;                                         // net rate of zero
rho_f = 0.8;  rho_b = 0.8;
rho_theta = 0.9;  rho_z = 0.9;                   // ours, see deviation 3

// steady state: rates and prices of bonds
i_ss = 1/beta;
r_f_ss = i_ss + spread/4;
r_b_ss = i_ss + Delta*spread/4;
q_ss = 1/(r_f_ss - decay);
q_b_ss = 1/(r_b_ss - decay);
m_2_ss = (r_f_ss - decay)/(i_ss - decay);
m_1_ss = 1 + psi*(m_2_ss - 1);

// production
delta_1 = i_ss - 1 + delta_0;                    // utilisation is 1
p_m_ss = (eps_p - 1)/eps_p;
k_y = alpha*p_m_ss/(m_1_ss*delta_1);
y_ss = k_y^(alpha/(1 - alpha));
k_ss = k_y*y_ss;
invest_ss = delta_0*k_ss;
g = g_share*y_ss;
c_ss = y_ss - invest_ss - g;
w_ss = (1 - alpha)*p_m_ss*y_ss;
mrs_ss = w_ss*(eps_w - 1)/eps_w;
mu_ss = (1 - beta*habit)/((1 - habit)*c_ss);
chi = mu_ss*mrs_ss;                              // hours are 1

// bonds and banks
f_w_ss = psi*invest_ss/(q_ss*(1 - decay));
f_cb_ss = 0;
b_g = debt_gdp*4*y_ss/q_b_ss;
b_cb_ss = cb_gdp*4*y_ss/q_b_ss;
assets_ss = q_ss*(f_w_ss - f_cb_ss) + Delta*q_b_ss*(b_g - b_cb_ss);
n_ss = assets_ss/leverage;
lambda_ss = leverage*beta*spread/4;
theta_ss = (1 - sigma)*(1 + lambda_ss)/leverage/(1 - sigma*(1 + lambda_ss));
omega_ss = 1 - sigma + sigma*theta_ss*leverage;
x = n_ss - sigma*(spread/4*assets_ss + i_ss*n_ss);

// translation of holdings: market value by the ratio of durations, then the number of bonds
d_10 = 8.5;                                      // of a ten-year par bond
d_f = 1/(1 - decay/r_f_ss)/4;                    // 6.75 years
d_b = 1/(1 - decay/r_b_ss)/4;                    // 7.74 years
per_x_mbs = 0.01*(d_10/d_f)*4*y_ss/q_ss;
per_x_treasury = 0.01*(d_10/d_b)*4*y_ss/q_b_ss;

model;
  # growth = invest/invest(-1);
  # growth_next = invest(+1)/invest;
  # discount = beta*mu(+1)/mu;                   // real, between this quarter and the next
  # discount_bank = discount*omega(+1)/pi(+1);   // nominal, of a bank
  # wear = delta_0 + delta_1*(u - 1) + delta_2/2*(u - 1)^2;
  # wear_next = delta_0 + delta_1*(u(+1) - 1) + delta_2/2*(u(+1) - 1)^2;
  # rental = alpha*p_m*y_m/(u*k(-1));
  # yield_of_capital_next = alpha*p_m(+1)*y_m(+1)/k;

  // ---- households and unions
  [name='marginal utility']
  mu = z/(c - habit*c(-1)) - beta*habit*z(+1)/(c(+1) - habit*c);
  [name='deposits']
  1 = discount*i/pi(+1);
  [name='labour supply']
  chi*z*l^eta = mu*mrs;
  [name='reset wage']
  w_reset = eps_w/(eps_w - 1)*f_1/f_2;
  [name='reset wage, numerator']
  f_1 = mrs*(w/w_ss)^eps_w*l_d + phi_w*discount*pi(+1)^eps_w*f_1(+1);
  [name='reset wage, denominator']
  f_2 = (w/w_ss)^eps_w*l_d + phi_w*discount*pi(+1)^(eps_w - 1)*f_2(+1);
  [name='wage index']
  w^(1 - eps_w) = (1 - phi_w)*w_reset^(1 - eps_w) + phi_w*pi^(eps_w - 1)*w(-1)^(1 - eps_w);
  [name='dispersion of wages']
  v_w = (1 - phi_w)*(w_reset/w)^(-eps_w) + phi_w*(w/w(-1)*pi)^eps_w*v_w(-1);
  [name='labour used']
  l = l_d*v_w;

  // ---- firms
  [name='reset price']
  p_reset = eps_p/(eps_p - 1)*x_1/x_2;
  [name='reset price, numerator']
  x_1 = p_m*y + phi_p*discount*pi(+1)^eps_p*x_1(+1);
  [name='reset price, denominator']
  x_2 = y + phi_p*discount*pi(+1)^(eps_p - 1)*x_2(+1);
  [name='price index']
  1 = (1 - phi_p)*p_reset^(1 - eps_p) + phi_p*pi^(eps_p - 1);
  [name='dispersion of prices']
  v_p = (1 - phi_p)*p_reset^(-eps_p) + phi_p*pi^eps_p*v_p(-1);
  [name='retail output']
  y_m = y*v_p;
  [name='production']
  y_m = (u*k(-1))^alpha*l_d^(1 - alpha);
  [name='labour demand']
  w = (1 - alpha)*p_m*y_m/l_d;
  [name='utilisation']
  rental = p_k*m_1*(delta_1 + delta_2*(u - 1));
  [name='capital demand']
  p_k*m_1 = discount*(yield_of_capital_next + (1 - wear_next)*p_k(+1)*m_1(+1));
  [name='issue of bonds']
  q*m_2 = discount/pi(+1)*(1 + decay*q(+1)*m_2(+1));
  [name='cost of the loan in advance']
  m_1 - 1 = psi*(m_2 - 1);
  [name='loan in advance']
  psi*p_k*k_new = q*(f_w - decay*f_w(-1)/pi);
  [name='new capital']
  k_new = (1 - kappa_i/2*(growth - 1)^2)*invest;
  [name='capital']
  k = k_new + (1 - wear)*k(-1);
  [name='investment']
  1 = p_k*(1 - kappa_i/2*(growth - 1)^2 - kappa_i*(growth - 1)*growth)
      + discount*p_k(+1)*kappa_i*(growth_next - 1)*growth_next^2;

  // ---- banks; returns on bonds bought today are written with today's price
  [name='net worth']
  n = sigma/pi*((1 + decay*q - i(-1)*q(-1))*f(-1) + (1 + decay*q_b - i(-1)*q_b(-1))*b(-1) + i(-1)*n(-1)) + x;
  [name='private bonds']
  discount_bank*((1 + decay*q(+1))/q - i) = lambda*theta/(1 + lambda);
  [name='government bonds']
  discount_bank*((1 + decay*q_b(+1))/q_b - i) = Delta*lambda*theta/(1 + lambda);
  [name='limit on leverage']
  phi*theta = (1 + lambda)*discount_bank*i;
  [name='value of net worth']
  omega = 1 - sigma + sigma*theta*phi;
  [name='room under the limit']
  min(lambda, phi - (q*f + Delta*q_b*b)/n) = 0;

  // ---- central bank and markets
  [name='market of private bonds']
  f_w = f + f_cb;
  [name='market of government bonds']
  b_g = b + b_cb;
  [name='reserves']
  re = q*f_cb + q_b*b_cb;
  [name='purchases of private bonds']
  f_cb - f_cb_ss = rho_f*(f_cb(-1) - f_cb_ss) + e_f;
  [name='purchases of government bonds']
  b_cb - b_cb_ss = rho_b*(b_cb(-1) - b_cb_ss) + e_b;
  [name='resources']
  y = c + invest + g;
  [name='policy rule']
  log(i_shadow/i_ss) = rho_i*log(i(-1)/i_ss) + (1 - rho_i)*(phi_pi*log(pi) + phi_y*log(y/y(-1))) + e_i;
  [name='lower bound']
  i = max(elb, i_shadow);
  [name='credit']
  log(theta/theta_ss) = rho_theta*log(theta(-1)/theta_ss) + e_theta;
  [name='preferences']
  log(z) = rho_z*log(z(-1)) - e_z;

  // ---- yields; nothing depends on them
  [name='yield of private bonds']
  yield_f = decay + 1/q;
  [name='yield of government bonds']
  yield_b = decay + 1/q_b;
  [name='price at expected policy rates']
  q_e = (1 + decay*q_e(+1))/i;
  [name='term premium']
  tp = yield_b - (decay + 1/q_e);
end;

steady_state_model;
  c = c_ss;  mu = mu_ss;  l = 1;  l_d = 1;  mrs = mrs_ss;  w = w_ss;  w_reset = w_ss;
  f_1 = mrs_ss/(1 - phi_w*beta);  f_2 = 1/(1 - phi_w*beta);  v_w = 1;
  pi = 1;  p_reset = 1;  x_1 = p_m_ss*y_ss/(1 - phi_p*beta);  x_2 = y_ss/(1 - phi_p*beta);  v_p = 1;
  p_m = p_m_ss;  y_m = y_ss;  y = y_ss;  k = k_ss;  invest = invest_ss;  k_new = invest_ss;  p_k = 1;  u = 1;
  m_1 = m_1_ss;  m_2 = m_2_ss;  q = q_ss;  q_b = q_b_ss;
  f_w = f_w_ss;  f_cb = f_cb_ss;  f = f_w_ss - f_cb_ss;  b_cb = b_cb_ss;  b = b_g - b_cb_ss;
  re = q_ss*f_cb_ss + q_b_ss*b_cb_ss;
  n = n_ss;  lambda = lambda_ss;  phi = leverage;  omega = omega_ss;  theta = theta_ss;
  z = 1;  i = i_ss;  i_shadow = i_ss;
  yield_f = r_f_ss;  yield_b = r_b_ss;
  q_e = 1/(i_ss - decay);  tp = r_b_ss - i_ss;
end;
