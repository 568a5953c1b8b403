// gertler_karadi_2013: a central bank that buys private securities and long government bonds from limited banks.
//
// Source: Gertler & Karadi (2013), "QE 1 vs. 2 vs. 3 ...: A framework for analyzing large-scale asset purchases as a
//   monetary policy tool", International Journal of Central Banking 9(S1), pages 5-53. Equations in our own notation.
// Quarterly, in levels. Rates of return are gross and per quarter, the policy rate is net and per quarter.
//
// Deviations and choices, all of them:
//   1. The banks' incentive constraint may become slack: 0 <= mu, 0 <= slack, one of them zero, exactly (the function
//      of Fischer, 1992, Optimization 24, whose zeros are those of min(mu, slack); plain Newton steps get through its
//      bend). The paper's linear solution has it always binding, so that large purchases of private securities go on
//      having effects.
//   2. The lower bound is exact, i = max(elb, i_shadow); the paper holds the rate at rest for four quarters.
//   3. Calibration: the authors' targets, banks' capital 5.3125 times their net worth, bonds .12 times that capital,
//      a premium of 25 basis points a quarter. lambda, the start-up funds and chi follow in closed form.
//   4. The real stock of government bonds is constant, as in the authors' program: the Treasury replaces what
//      inflation takes. Households hold more of an asset, by kappa, the more it yields over deposits.
//   5. Purchases are an AR(2) in the share of the stock that the central bank holds, coefficients of the paper; they
//      cost tau where they are private securities, nothing where they are bonds.
//   6. A ten-year bond is added, in zero supply: its coupons fall so that its duration is 8.5 years, and it has to
//      earn what the model's own bond, a perpetuity, earns. Nothing else depends on it.
//   7. Values next quarter stand under leads as payoff(+1)/price, not as returns with yesterday's price, which would
//      leave the last price of a stacked system undetermined.
//
// Errata, all in the public linear file of the model:
//   a. It reaches net worth at rest with the premium in logs (.002484) where the level (.0025) belongs, while lambda
//      comes from the level: banks' capital is 5.51 times net worth in one equation and 5.3125 times in the others,
//      and their assets 6.176 times. Here the steady state is exact: 5.3125 and 5.95. With the file's net worth
//      private purchases do 2.10 times as much as bonds, here 2.02 times.
//   b. Its banks earn on bonds half of what capital earns, ex post as well, and so miss the capital gain on bonds in
//      the quarter of the announcement. With that the four-quarter peg gives 1.07 percent of output, here 1.00.
//   c. Price dispersion has the share of fixed prices where the elasticity of substitution belongs. Invisible there,
//      for it is of second order; wrong in levels. Here: epsilon.
//   d. Wages are the marginal product of final output; here of the firms' own output ym = y * dispersion.

var
  c         $C$              (long_name='Consumption')
  uc        $\varrho$        (long_name='Marginal utility of consumption')
  l         $L$              (long_name='Hours')
  r         $R$              (long_name='Real interest rate, gross')
  mu        $\mu_s$          (long_name='Excess value of private securities to a banker')
  nu        $\nu$            (long_name='Cost of a unit of deposits to a banker')
  worth     $\Omega$         (long_name='Value of a unit of net worth to a banker')
  n         $N$              (long_name='Net worth of banks')
  kb        $K_b$            (long_name='Capital financed by banks')
  bb        $B_b$            (long_name='Government bonds held by banks')
  kh        $K_h$            (long_name='Capital held by households')
  bh        $B_h$            (long_name='Government bonds held by households')
  premium_k $R_k - R$        (long_name='Expected return on capital over the real rate')
  premium_b $R_b - R$        (long_name='Expected return on government bonds over the real rate')
  payoff_k  $Z_k$            (long_name='Value of a claim on capital, with its dividend')
  payoff_b  $Z_b$            (long_name='Real value of a government bond, with its coupon')
  q         $Q$              (long_name='Price of capital')
  qb        $q$              (long_name='Price of the government bond')
  k         $K$              (long_name='Capital at the end of the quarter')
  ym        $Y_m$            (long_name='Output of intermediate goods')
  y         $Y$              (long_name='Output')
  inv       $I$              (long_name='Investment')
  pm        $P_m$            (long_name='Price of intermediate goods, inverse of the markup')
  dispersion $D$             (long_name='Price dispersion')
  f         $F$              (long_name='Reset price, numerator')
  z         $Z$              (long_name='Reset price, denominator')
  pi        $\pi$            (long_name='Inflation, gross')
  pi_star   $\pi^*$          (long_name='Inflation of prices that are reset, gross')
  i_shadow  $i^s$            (long_name='Policy rate without the lower bound')
  i         $i$              (long_name='Policy rate, net')
  psi       $\psi$           (long_name='Capital held by the central bank, share')
  gamma_cb  $\Gamma$         (long_name='Government bonds held by the central bank, share')
  q10       $q^{10}$         (long_name='Price of the ten-year bond')
  q10e      $q^{10,e}$       (long_name='The same, discounted with the policy rate')
  y10       $y^{10}$         (long_name='Ten-year yield, a quarter')
  tp10      $tp^{10}$        (long_name='Ten-year term premium, a quarter')
  a         $A$              (long_name='Productivity')
  xi        $\xi$            (long_name='Quality of capital')
  g         $G$              (long_name='Government spending')
;

varexo
  e_psi     $\epsilon^\psi$  (long_name='Purchases of private securities, share of capital')
  e_gamma   $\epsilon^\Gamma$ (long_name='Purchases of government bonds, share of the stock')
  e_xi      $\epsilon^\xi$   (long_name='Capital quality shock')
  e_a       $\epsilon^a$     (long_name='Productivity shock')
  e_g       $\epsilon^g$     (long_name='Government spending shock')
  e_i       $\epsilon^i$     (long_name='Policy rate shock')
;

parameters
  beta        (long_name='Discount factor')
  sigma       (long_name='Inverse elasticity of intertemporal substitution')
  h           (long_name='Habit')
  varphi      (long_name='Inverse Frisch elasticity')
  theta       (long_name='Survival rate of bankers')
  delta_b     (long_name='Divertible share of government bonds over that of private securities')
  kappa_k     (long_name='Households: capital on its premium')
  kappa_b     (long_name='Households: bonds on their premium')
  alpha       (long_name='Capital share')
  delta       (long_name='Depreciation')
  g_share     (long_name='Government spending in output')
  eta_i       (long_name='Adjustment cost of investment')
  epsilon     (long_name='Elasticity of substitution between goods')
  gamma       (long_name='Share of prices that stay')
  gamma_p     (long_name='Indexation of these prices to past inflation')
  rho_i       (long_name='Inertia of the policy rate')
  kappa_pi    (long_name='Policy rule on inflation')
  kappa_y     (long_name='Policy rule on the log markup, negative')
  elb         (long_name='Lower bound of the policy rate')
  tau         (long_name='Resource cost of holding private securities')
  rho_1       (long_name='Purchases on their last quarter')
  rho_2       (long_name='Purchases on the quarter before')
  rho_xi      (long_name='Persistence of capital quality')
  rho_a       (long_name='Persistence of productivity')
  rho_g       (long_name='Persistence of government spending')
  l_ss        (long_name='Target: hours')
  premium_ss  (long_name='Target: return on capital over the real rate, a quarter')
  phi_k       (long_name='Target: capital of banks over their net worth')
  bond_ratio  (long_name='Target: bonds of banks over their capital')
  share_kh    (long_name='Target: share of capital that households hold')
  share_bh    (long_name='Target: share of government bonds that households hold')
  duration_10y (long_name='Duration of the ten-year bond, years')
  r_ss        (long_name='Real rate at rest, gross')
  rk_ss       (long_name='Return on capital at rest, gross')
  rb_ss       (long_name='Return on government bonds at rest, gross')
  coupon      (long_name='Coupon of the government bond')
  pm_ss       (long_name='Price of intermediate goods at rest')
  k_ss        (long_name='Capital at rest')
  y_ss        (long_name='Output at rest')
  inv_ss      (long_name='Investment at rest')
  g_ss        (long_name='Government spending at rest')
  c_ss        (long_name='Consumption at rest')
  uc_ss       (long_name='Marginal utility at rest')
  chi         (long_name='Weight of hours in utility')
  n_ss        (long_name='Net worth of banks at rest')
  phi_ss      (long_name='Adjusted leverage at rest')
  worth_ss    (long_name='Value of net worth at rest')
  mu_ss       (long_name='Excess value of private securities at rest')
  lambda      (long_name='Share of private securities that a banker can divert')
  start_up    (long_name='Funds of new bankers')
  bonds       (long_name='Real stock of government bonds')
  kh_bar      (long_name='Capital that households hold at no premium')
  bh_bar      (long_name='Government bonds that households hold at no premium')
  decay_10    (long_name='Decay of the coupons of the ten-year bond')
  duration_k  (long_name='Duration of a claim on capital, years')
  duration_b  (long_name='Duration of the government bond, years')
  per_x_mbs   (long_name='Share of capital for one percent of annual output of ten-year equivalents')
  per_x_treasury (long_name='Share of bonds for one percent of annual output of ten-year equivalents')
;

// --- the paper's table of parameters
beta = 0.995;                  // real rate of 2 percent a year
sigma = 1;                     // log utility
h = 0.815;                     // Primiceri, Schaumburg & Tambalotti (2006), as varphi, eta_i, epsilon, gamma
varphi = 0.276;
eta_i = 1.728;
epsilon = 4.167;
gamma = 0.779;
gamma_p = 0;                   // no indexation in this paper
theta = 0.97155955;            // .972: bankers stay for nine years on average
delta_b = 0.5;                 // government bonds are half as easy to divert: half the premium
kappa_k = 1;
kappa_b = 1;
alpha = 0.33;
delta = 0.025;
g_share = 0.2;
// --- policy
rho_i = 0;
kappa_pi = 1.5;
kappa_y = -0.5/4;              // on the markup: minus the coefficient on the output gap
elb = 0;
tau = 0.001;
rho_1 = 1.5;                   // purchases rise for three quarters, then are run down
rho_2 = -0.55;
// --- shocks
rho_xi = 0.7;
rho_a = 0.95;
rho_g = 0.95;
// --- targets
l_ss = 1/3;
premium_ss = 0.01/4;           // 100 basis points a year for capital, half of it for bonds
phi_k = 5.3125;                // authors' program: banks' assets are then 5.95 times net worth, "about six"
bond_ratio = 0.12;
share_kh = 0.5;
share_bh = 0.75;
duration_10y = 8.5;

// --- what follows from them, in closed form
r_ss = 1/beta;
rk_ss = r_ss + premium_ss;
rb_ss = r_ss + delta_b*premium_ss;
coupon = rb_ss - 1;                                      // the bond's price at rest is 1
pm_ss = (epsilon - 1)/epsilon;
k_ss = l_ss*(alpha*pm_ss/(rk_ss - 1 + delta))^(1/(1 - alpha));
y_ss = k_ss^alpha*l_ss^(1 - alpha);
inv_ss = delta*k_ss;
g_ss = g_share*y_ss;
c_ss = y_ss - inv_ss - g_ss;
uc_ss = (1 - beta*h)*((1 - h)*c_ss)^(-sigma);
chi = uc_ss*pm_ss*(1 - alpha)*y_ss/l_ss^(1 + varphi);
n_ss = (1 - share_kh)*k_ss/phi_k;
bonds = bond_ratio*(1 - share_kh)*k_ss/(1 - share_bh);
phi_ss = phi_k*(1 + delta_b*bond_ratio);                 // bonds count by their divertible share
worth_ss = (1 - theta)/(1 - theta - theta*beta*premium_ss*phi_ss);
mu_ss = beta*worth_ss*premium_ss;
lambda = mu_ss + worth_ss/phi_ss;
start_up = (1 - theta*(premium_ss*phi_ss + r_ss))*n_ss;
kh_bar = share_kh*k_ss - kappa_k*beta*premium_ss;
bh_bar = share_bh*bonds - kappa_b*beta*delta_b*premium_ss;

// Durations: a perpetuity rb/(rb - 1), a claim on capital, which pays less by delta each quarter, rk/(rk - 1 + delta),
// the ten-year bond rb/(rb - decay), all in quarters. Value bought for one percent of annual output of ten-year
// equivalents = 1 % of 4 y times 8.5 years over the duration, here as share of the stock.
decay_10 = rb_ss*(1 - 1/(4*duration_10y));
duration_k = rk_ss/(rk_ss - 1 + delta)/4;
duration_b = rb_ss/(rb_ss - 1)/4;
per_x_mbs = 0.01*4*y_ss/k_ss*duration_10y/duration_k;
per_x_treasury = 0.01*4*y_ss/bonds*duration_10y/duration_b;

model;
  # sdf_next = beta*uc(+1)/uc;                           // from this quarter to the next
  # slack = nu*n - (lambda - mu)*(q*kb + delta_b*qb*bb); // value of a bank less what its banker could divert
  # growth = inv/inv(-1);
  # growth_next = inv(+1)/inv;
  # bond_return_next = (coupon + qb(+1))/qb;             // nominal, gross

  // households
  [name='marginal utility']
  uc = (c - h*c(-1))^(-sigma) - beta*h*(c(+1) - h*c)^(-sigma);
  [name='saving']
  1 = sdf_next*r;
  [name='hours']
  chi*l^varphi = uc*pm*(1 - alpha)*ym/l;
  [name='households: capital']
  kh = kh_bar + kappa_k*sdf_next*premium_k;
  [name='households: bonds']
  bh = bh_bar + kappa_b*sdf_next*premium_b;

  // banks
  [name='expected premium on capital']
  premium_k = payoff_k(+1)/q - r;
  [name='expected premium on bonds']
  premium_b = payoff_b(+1)/qb - r;
  [name='excess value of private securities']
  mu = sdf_next*worth(+1)*premium_k;
  [name='excess value of bonds']
  delta_b*mu = sdf_next*worth(+1)*premium_b;
  [name='cost of deposits']
  nu = sdf_next*worth(+1)*r;
  [name='value of net worth']
  worth = 1 - theta + theta*nu*lambda/(lambda - mu);
  [name='incentive constraint']
  mu/mu_ss + slack = sqrt((mu/mu_ss)^2 + slack^2);       // 0 <= mu, 0 <= slack, and one of them is zero
  [name='net worth']
  n = theta*((payoff_k - r(-1)*q(-1))*kb(-1) + (payoff_b - r(-1)*qb(-1))*bb(-1) + r(-1)*n(-1)) + start_up;

  // who holds what
  [name='holders of capital']
  k = kb + kh + psi*k;
  [name='holders of bonds']
  bonds = bb + bh + gamma_cb*bonds;

  // producers of intermediate goods and of capital
  [name='value of a claim on capital']
  payoff_k = alpha*pm*ym/k(-1) + xi*(1 - delta)*q;
  [name='value of a bond']
  payoff_b = (coupon + qb)/pi;
  [name='production']
  ym = a*(xi*k(-1))^alpha*l^(1 - alpha);
  [name='capital']
  k = xi*(1 - delta)*k(-1) + inv;
  [name='price of capital']
  q = 1 + eta_i/2*(growth - 1)^2 + eta_i*(growth - 1)*growth - sdf_next*eta_i*(growth_next - 1)*growth_next^2;

  // prices
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

  // resources and policy
  [name='resources']
  y = c + g + inv*(1 + eta_i/2*(growth - 1)^2) + tau*psi*q*k;
  [name='Fisher equation']
  1 + i = r*pi(+1);
  [name='policy rule']
  i_shadow = rho_i*i(-1) + (1 - rho_i)*(r_ss - 1 + kappa_pi*(pi - 1) + kappa_y*(log(pm_ss) - log(pm))) + e_i;
  [name='lower bound']
  i = max(elb, i_shadow);
  [name='purchases of private securities']
  psi = rho_1*psi(-1) + rho_2*psi(-2) + e_psi;
  [name='purchases of bonds']
  gamma_cb = rho_1*gamma_cb(-1) + rho_2*gamma_cb(-2) + e_gamma;

  // a ten-year bond beside the perpetuity
  [name='ten-year bond']
  q10 = (1 + decay_10*q10(+1))/bond_return_next;
  [name='ten-year bond without premium']
  q10e = (1 + decay_10*q10e(+1))/(1 + i);
  [name='ten-year yield']
  y10 = 1/q10 + decay_10 - 1;
  [name='ten-year term premium']
  tp10 = y10 - (1/q10e + decay_10 - 1);

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
  mu = mu_ss;  nu = worth_ss;  worth = worth_ss;  n = n_ss;
  kb = (1 - share_kh)*k_ss;  kh = share_kh*k_ss;  bb = (1 - share_bh)*bonds;  bh = share_bh*bonds;
  premium_k = premium_ss;  premium_b = delta_b*premium_ss;
  payoff_k = rk_ss;  payoff_b = rb_ss;  q = 1;  qb = 1;  k = k_ss;
  ym = y_ss;  y = y_ss;  inv = inv_ss;  pm = pm_ss;  dispersion = 1;  pi = 1;  pi_star = 1;
  f = y_ss*pm_ss/(1 - beta*gamma);  z = y_ss/(1 - beta*gamma);
  i_shadow = r_ss - 1;  i = r_ss - 1;
  psi = 0;  gamma_cb = 0;
  q10 = 1/(rb_ss - decay_10);  q10e = 1/(r_ss - decay_10);
  y10 = rb_ss - 1;  tp10 = rb_ss - r_ss;
  a = 1;  xi = 1;  g = g_ss;
end;
