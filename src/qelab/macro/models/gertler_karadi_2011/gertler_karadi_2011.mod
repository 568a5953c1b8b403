// gertler_karadi_2011: banks whose lending is limited by their net worth, and a central bank that lends in their place.
//
// Source: Gertler & Karadi (2011), "A model of unconventional monetary policy", Journal of Monetary Economics 58(1),
//   pages 17-34. Equations in our own notation; numbers of equations and tables are the paper's.
// Quarterly, in levels. Rates of return are gross and per quarter, the policy rate is net and per quarter.
//
// Deviations and choices, all of them:
//   1. The calibration is that of the paper's Table 1, reached from its targets: hours 1/3, a premium of 100 basis
//      points a year, banks' assets 4 times their net worth. lambda, omega and chi follow from these in closed form,
//      so they move with the other parameters. The survival rate is .97155955, which the table rounds to .972.
//   2. The policy rule reacts to the markup as a stand-in for the output gap, as the paper's simulations do, and
//      smooths (rho_i .8); the paper's crisis experiment has rho_i 0. The rule is linear in net inflation and the
//      log markup. The lower bound is exact: i = max(elb, i_shadow).
//   3. Credit policy is the paper's feedback rule, psi = kappa (premium - its steady state), plus a path psi_x of
//      its own (kappa is 0 here: no feedback unless it is asked for; the paper shows 10 and 100).
//   4. Banks' constraint may become slack: 0 <= mu, 0 <= slack, one of them zero, exactly (the function of Fischer,
//      1992, Optimization 24, whose zeros are those of min(mu, slack); plain Newton steps get through its bend). The
//      paper has it always binding: a purchase of more than half a percent of capital from rest would push the
//      premium below zero. The value of a bank is written as in Gertler & Karadi (2013), excess value of assets mu and
//      cost of deposits nu; while the constraint binds every path is the paper's, whose eta at rest is nu here.
//   5. The value of a claim next quarter stands under a lead as payoff(+1)/q, not as rk(+1): a return that carries
//      yesterday's price would leave the last price of a stacked system undetermined.
//   6. Nothing is linearised; rates of return are compounded, not averaged.
//
// Errata:
//   a. In a widely copied public file the law of motion of price dispersion has the share of fixed prices where
//      the elasticity of substitution belongs. Invisible at first order, wrong otherwise. Here: epsilon.
//   b. There wages are the marginal product of final output y; here of the firms' own output ym = y * dispersion.
//      The two differ at second order only.

var
  c         $C$              (long_name='Consumption')
  uc        $\varrho$        (long_name='Marginal utility of consumption')
  l         $L$              (long_name='Hours')
  r         $R$              (long_name='Real interest rate, gross')
  mu        $\mu$            (long_name='Excess value of assets to a banker')
  nu        $\nu$            (long_name='Cost of a unit of deposits to a banker')
  worth     $\Omega$         (long_name='Value of a unit of net worth to a banker')
  phi       $\phi$           (long_name='Assets over net worth, private banks')
  n         $N$              (long_name='Net worth of banks')
  ne        $N_e$            (long_name='Net worth of banks that go on')
  nn        $N_n$            (long_name='Net worth of new banks')
  rk        $R_k$            (long_name='Return on capital, gross')
  premium   $R_k - R$        (long_name='Expected return on capital over the real rate')
  payoff    $Z_k$            (long_name='Value of a claim on capital, with its dividend')
  q         $Q$              (long_name='Price of capital')
  k         $K$              (long_name='Capital at the end of the quarter')
  ym        $Y_m$            (long_name='Output of intermediate goods')
  y         $Y$              (long_name='Output')
  utilisation $U$            (long_name='Capital utilisation')
  depreciation $\delta$      (long_name='Depreciation')
  inv       $I$              (long_name='Investment')
  inet      $I_n$            (long_name='Net investment')
  pm        $P_m$            (long_name='Price of intermediate goods, inverse of the markup')
  dispersion $D$             (long_name='Price dispersion')
  f         $F$              (long_name='Reset price, numerator')
  z         $Z$              (long_name='Reset price, denominator')
  pi        $\pi$            (long_name='Inflation, gross')
  pi_star   $\pi^*$          (long_name='Inflation of prices that are reset, gross')
  i_shadow  $i^s$            (long_name='Policy rate without the lower bound')
  i         $i$              (long_name='Policy rate, net')
  psi_x     $\psi_x$         (long_name='Credit policy beyond its rule, share of capital')
  psi       $\psi$           (long_name='Capital held by the central bank, share')
  a         $A$              (long_name='Productivity')
  xi        $\xi$            (long_name='Quality of capital')
  g         $G$              (long_name='Government spending')
;

varexo
  e_xi      $\epsilon^\xi$   (long_name='Capital quality shock')
  e_a       $\epsilon^a$     (long_name='Productivity shock')
  e_g       $\epsilon^g$     (long_name='Government spending shock')
  e_i       $\epsilon^i$     (long_name='Policy rate shock')
  e_psi     $\epsilon^\psi$  (long_name='Credit policy shock, share of capital')
;

parameters
  beta        (long_name='Discount factor')
  sigma       (long_name='Inverse elasticity of intertemporal substitution')
  h           (long_name='Habit')
  varphi      (long_name='Inverse Frisch elasticity')
  zeta        (long_name='Elasticity of marginal depreciation to utilisation')
  theta       (long_name='Survival rate of bankers')
  alpha       (long_name='Capital share')
  delta       (long_name='Depreciation at full utilisation')
  g_share     (long_name='Government spending in output')
  eta_i       (long_name='Adjustment cost of net investment')
  epsilon     (long_name='Elasticity of substitution between goods')
  gamma       (long_name='Share of prices that stay')
  gamma_p     (long_name='Indexation of these prices to past inflation')
  rho_i       (long_name='Inertia of the policy rate')
  kappa_pi    (long_name='Policy rule on inflation')
  kappa_y     (long_name='Policy rule on the log markup, negative')
  elb         (long_name='Lower bound of the policy rate')
  kappa       (long_name='Credit policy on the premium')
  tau         (long_name='Resource cost of central bank lending')
  rho_psi     (long_name='Persistence of credit policy beyond its rule')
  rho_xi      (long_name='Persistence of capital quality')
  rho_a       (long_name='Persistence of productivity')
  rho_g       (long_name='Persistence of government spending')
  l_ss        (long_name='Target: hours')
  premium_ss  (long_name='Target: return on capital over the real rate, a quarter')
  phi_ss      (long_name='Target: assets over net worth')
  r_ss        (long_name='Real rate at rest, gross')
  rk_ss       (long_name='Return on capital at rest, gross')
  pm_ss       (long_name='Price of intermediate goods at rest')
  k_ss        (long_name='Capital at rest')
  y_ss        (long_name='Output at rest')
  inv_ss      (long_name='Investment at rest')
  g_ss        (long_name='Government spending at rest')
  c_ss        (long_name='Consumption at rest')
  uc_ss       (long_name='Marginal utility at rest')
  b           (long_name='Marginal depreciation at full utilisation')
  delta_c     (long_name='Depreciation without utilisation')
  worth_ss    (long_name='Value of net worth at rest')
  mu_ss       (long_name='Excess value of assets at rest')
  lambda      (long_name='Share of assets that a banker can divert')
  omega       (long_name='Start-up funds of new bankers, share of assets')
  chi         (long_name='Weight of hours in utility')
  duration_10y (long_name='Duration of the ten-year bond, years')
  duration_k  (long_name='Duration of a claim on capital, years')
  per_x_mbs   (long_name='Share of capital for one percent of annual output of ten-year equivalents')
;

// --- Table 1 of the paper
beta = 0.99;                   // discount rate of 4 percent a year
sigma = 1;                     // log utility
h = 0.815;                     // Primiceri, Schaumburg & Tambalotti (2006), as all to gamma_p
varphi = 0.276;
zeta = 7.2;
eta_i = 1.728;
epsilon = 4.167;
gamma = 0.779;
gamma_p = 0.241;
theta = 0.97155955;            // .972: bankers stay for nine years on average
alpha = 0.33;                  // convention
delta = 0.025;                 // convention
g_share = 0.2;                 // convention
// --- policy, section 3 of the paper
rho_i = 0.8;
kappa_pi = 1.5;
kappa_y = -0.5/4;              // on the markup: minus the coefficient on the output gap
elb = 0;
kappa = 0;                     // paper: 0, 10, 100
tau = 0.001;                   // ten basis points a quarter of what is lent
rho_psi = 0.66;
// --- shocks
rho_xi = 0.66;
rho_a = 0.95;
rho_g = 0.95;
// --- targets of Table 1's last rows
l_ss = 1/3;
premium_ss = 0.01/4;
phi_ss = 4;

// --- what follows from them, in closed form
r_ss = 1/beta;
rk_ss = r_ss + premium_ss;
pm_ss = (epsilon - 1)/epsilon;
k_ss = l_ss*(alpha*pm_ss/(rk_ss - 1 + delta))^(1/(1 - alpha));
y_ss = k_ss^alpha*l_ss^(1 - alpha);
inv_ss = delta*k_ss;
g_ss = g_share*y_ss;
c_ss = y_ss - inv_ss - g_ss;
uc_ss = (1 - beta*h)*((1 - h)*c_ss)^(-sigma);
b = alpha*pm_ss*y_ss/k_ss;                               // full utilisation at rest
delta_c = delta - b/(1 + zeta);
worth_ss = (1 - theta)/(1 - theta - theta*beta*premium_ss*phi_ss);
mu_ss = beta*worth_ss*premium_ss;
lambda = mu_ss + worth_ss/phi_ss;
omega = (1 - theta*(premium_ss*phi_ss + r_ss))/phi_ss;
chi = uc_ss*pm_ss*(1 - alpha)*y_ss/l_ss^(1 + varphi);

// A claim on capital pays less by delta each quarter: duration rk/(rk - 1 + delta) quarters. Value bought for one
// percent of annual output of ten-year equivalents = 1 % of 4 y times 8.5 years over that, here as share of capital.
duration_10y = 8.5;
duration_k = rk_ss/(rk_ss - 1 + delta)/4;
per_x_mbs = 0.01*4*y_ss/k_ss*duration_10y/duration_k;

model;
  # sdf_next = beta*uc(+1)/uc;                           // from this quarter to the next
  # slack = nu*n - (lambda - mu)*q*k*(1 - psi);          // value of a bank less what its banker could divert
  # rk_next = payoff(+1)/q;
  # growth = (inet + inv_ss)/(inet(-1) + inv_ss);        // adjustment costs fall on net investment
  # growth_next = (inet(+1) + inv_ss)/(inet + inv_ss);

  // households (paper: eq. 2 to 4)
  [name='marginal utility']
  uc = (c - h*c(-1))^(-sigma) - beta*h*(c(+1) - h*c)^(-sigma);
  [name='saving']
  1 = sdf_next*r;
  [name='hours']
  chi*l^varphi = uc*pm*(1 - alpha)*ym/l;

  // banks (paper: eq. 9 to 17)
  [name='excess value of assets']
  mu = sdf_next*worth(+1)*premium;
  [name='cost of deposits']
  nu = sdf_next*worth(+1)*r;
  [name='value of net worth']
  worth = 1 - theta + theta*nu*lambda/(lambda - mu);
  [name='incentive constraint']
  mu/mu_ss + slack = sqrt((mu/mu_ss)^2 + slack^2);       // 0 <= mu, 0 <= slack, and one of them is zero
  [name='bank balance sheet']
  q*k*(1 - psi) = phi*n;
  [name='net worth']
  n = ne + nn;
  [name='net worth of banks that go on']
  ne = theta*((rk - r(-1))*phi(-1) + r(-1))*n(-1);
  [name='net worth of new banks']
  nn = omega*q*xi*k(-1)*(1 - psi(-1));
  [name='expected premium']
  premium = rk_next - r;

  // producers of intermediate goods and of capital (paper: eq. 21 to 30)
  [name='value of a claim on capital']
  payoff = alpha*pm*ym/k(-1) + xi*(q - depreciation);
  [name='return on capital']
  rk = payoff/q(-1);
  [name='production']
  ym = a*(xi*utilisation*k(-1))^alpha*l^(1 - alpha);
  [name='utilisation']
  alpha*pm*ym/utilisation = b*utilisation^zeta*xi*k(-1);
  [name='depreciation']
  depreciation = delta_c + b*utilisation^(1 + zeta)/(1 + zeta);
  [name='net investment']
  inet = inv - depreciation*xi*k(-1);
  [name='capital']
  k = xi*k(-1) + inet;
  [name='price of capital']
  q = 1 + eta_i/2*(growth - 1)^2 + eta_i*(growth - 1)*growth - sdf_next*eta_i*(growth_next - 1)*growth_next^2;

  // prices (paper: eq. 31 to 36)
  [name='final output']
  ym = y*dispersion;
  [name='price dispersion']
  dispersion = gamma*dispersion(-1)*pi(-1)^(-gamma_p*epsilon)*pi^epsilon
    + (1 - gamma)*((1 - gamma*pi(-1)^(gamma_p*(1 - epsilon))*pi^(epsilon - 1))/(1 - gamma))^(-epsilon/(1 - epsilon));
  [name='reset price, numerator']
  f = y*pm + sdf_next*gamma*pi(+1)^epsilon*pi^(-gamma_p*epsilon)*f(+1);
  [name='reset price, denominator']
  z = y + sdf_next*gamma*pi(+1)^(epsilon - 1)*pi^(gamma_p*(1 - epsilon))*z(+1);
  [name='reset price']
  pi_star = epsilon/(epsilon - 1)*f/z*pi;
  [name='price index']
  pi^(1 - epsilon) = gamma*pi(-1)^(gamma_p*(1 - epsilon)) + (1 - gamma)*pi_star^(1 - epsilon);

  // resources and policy (paper: eq. 37 to 43)
  [name='resources']
  y = c + g + inv + eta_i/2*(growth - 1)^2*(inet + inv_ss) + tau*psi*q*k;
  [name='Fisher equation']
  1 + i = r*pi(+1);
  [name='policy rule']
  i_shadow = rho_i*i(-1) + (1 - rho_i)*(r_ss - 1 + kappa_pi*(pi - 1) + kappa_y*(log(pm_ss) - log(pm))) + e_i;
  [name='lower bound']
  i = max(elb, i_shadow);
  [name='credit policy beyond its rule']
  psi_x = rho_psi*psi_x(-1) + e_psi;
  [name='credit policy']
  psi = psi_x + kappa*(log(rk_next) - log(r) - (log(rk_ss) - log(r_ss)));

  // exogenous processes
  [name='productivity']
  log(a) = rho_a*log(a(-1)) + e_a;
  [name='capital quality']
  log(xi) = rho_xi*log(xi(-1)) + e_xi;
  [name='government spending']
  log(g) = (1 - rho_g)*log(g_ss) + rho_g*log(g(-1)) + e_g;
end;

steady_state_model;
  c = c_ss;  uc = uc_ss;  l = l_ss;  r = r_ss;
  mu = mu_ss;  nu = worth_ss;  worth = worth_ss;  phi = phi_ss;
  rk = rk_ss;  premium = premium_ss;  payoff = rk_ss;  q = 1;  k = k_ss;
  n = k_ss/phi_ss;  nn = omega*k_ss;  ne = n - nn;
  ym = y_ss;  y = y_ss;  utilisation = 1;  depreciation = delta;  inv = inv_ss;  inet = 0;
  pm = pm_ss;  dispersion = 1;  pi = 1;  pi_star = 1;
  f = y_ss*pm_ss/(1 - beta*gamma);  z = y_ss/(1 - beta*gamma);
  i_shadow = r_ss - 1;  i = r_ss - 1;
  psi_x = 0;  psi = 0;  a = 1;  xi = 1;  g = g_ss;
end;
