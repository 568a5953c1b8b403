// cantore_meichtry_2024: savers and borrowers, purchases and sales of long bonds, quarterly, nonlinear.
//
// Source: Cantore & Meichtry (2024), Unwinding quantitative easing: State dependency and household heterogeneity,
//   European Economic Review 170.
// Gross quarterly rates; real quantities relative to quarterly output, which is 1 in the steady state; l_* is the
// market value of long bonds, stocks at the end of the period; inflation is 0 in the steady state.
//
// Idea: savers and borrowers pay a small cost when the ratio of short to long bonds that they hold leaves its
//   steady state, so that a purchase moves the return on long bonds. Borrowers are at their debt limit: they consume
//   what labour, taxes and interest leave. At the bound the policy rate does not lean against a purchase.
//
// Calibration: the parameters below are our own (laboratory) variant. That of the paper is the same except
//   nu = .05, beta_s = .99, beta_b = .95, rho_q = .9, realised = 0; near the bound it sets beta_s = .99955.
//
// Deviations and choices, all of them:
//   1. nu is set so that a purchase of 1 percent of annual output moves the long yield by about -7 basis points, as
//      event studies find; with the paper's .05 it is -40. beta_s, beta_b, rho_q: rates nearer to those of today,
//      and a portfolio that runs off more slowly.
//   2. Budgets hold realised returns (realised = 1): a surprise in inflation or in the bond price reaches
//      whoever holds the bond. See erratum 6 for realised = 0.
//   3. The policy rule's inertia sits on the shadow rate, as in the paper.
//   4. The budget of the savers is left out: it holds by Walras' law, but for erratum 7.
//   5. Two equations are added that feed nothing back: what the long bond would cost if expected policy rates were
//      all that counted, and the term premium.
// Errata:
//   6. In the public code the real return on the coming quarter is made of expected inflation and the expected bond
//      price and then, lagged, used in every budget: a surprise purchase gives the holders of long bonds no gain.
//   7. Borrowers pay the portfolio cost in their budget, but it is not in the resource constraint (second order).
//   8. The multipliers published for the bound (output 1.29) hold in the linear solution only. The shock that
//      brings the bound there lowers output by 26 percent; solved as it stands, the same experiment gives -.37.
//   9. long_short is long over short debt: long bonds are 23 percent of debt with .3, not 77.

var
  lam_s     $\lambda^s$      (long_name='Marginal utility of savers')
  lam_b     $\lambda^b$      (long_name='Marginal utility of borrowers')
  c_s       $c^s$            (long_name='Consumption of a saver')
  c_b       $c^b$            (long_name='Consumption of a borrower')
  n_s       $n^s$            (long_name='Hours of a saver')
  n_b       $n^b$            (long_name='Hours of a borrower')
  x_s       $x^s$            (long_name='Portfolio of savers away from the steady-state mix')
  x_b       $x^b$            (long_name='Portfolio of borrowers away from the steady-state mix')
  b_s       $b^s$            (long_name='Short bonds of a saver')
  b_b       $b^b$            (long_name='Short bonds of a borrower')
  l_s       $l^s$            (long_name='Long bonds of a saver')
  l_b       $l^b$            (long_name='Long bonds of a borrower')
  mu_b      $\mu^b$          (long_name='Multiplier of the debt limit')
  r         $r$              (long_name='Expected real return on short bonds')
  r_l       $r^l$            (long_name='Expected real return on long bonds')
  v         $v$              (long_name='Price of the long bond')
  yield_l   $y^l$            (long_name='Yield of the long bond')
  b         $b$              (long_name='Short government debt')
  l_cb      $l^{cb}$         (long_name='Long bonds at the central bank')
  q         $q$              (long_name='Share of long bonds at the central bank')
  cb_share  $l^{cb}/4y$      (long_name='Long bonds at the central bank over annual output')
  z         $z$              (long_name='Net payment of the central bank from the government')
  tax       $\tau$           (long_name='Lump-sum tax')
  i_shadow  $i^s$            (long_name='Policy rate without the lower bound')
  i         $i$              (long_name='Policy rate')
  pi        $\pi$            (long_name='Inflation')
  w         $w$              (long_name='Real wage')
  y         $y$              (long_name='Output')
  n         $n$              (long_name='Hours')
  c         $c$              (long_name='Consumption')
  theta     $\theta$         (long_name='Preference for the present')
  v_e       $v^e$            (long_name='Price of the long bond at expected policy rates')
  tp        $tp$             (long_name='Term premium')
;

varexo
  e_q       $\epsilon^q$       (long_name='Purchase of long bonds, share of them')
  e_i       $\epsilon^i$       (long_name='Policy rate shock')
  e_theta   $\epsilon^\theta$  (long_name='Preference shock, up is saving')
;

parameters
  lam         (long_name='Share of borrowers')
  sigma       (long_name='Elasticity of intertemporal substitution')
  phi         (long_name='Inverse elasticity of labour supply')
  beta_s      (long_name='Discount factor of savers')
  beta_b      (long_name='Discount factor of borrowers')
  debt_limit  (long_name='Debt limit of a borrower over quarterly output')
  eps         (long_name='Elasticity of substitution between goods')
  price_life  (long_name='Average life of a price, quarters')
  phi_pi      (long_name='Policy rule on inflation')
  rho_i       (long_name='Inertia of the policy rate')
  elb         (long_name='Lower bound of the policy rate')
  rho_tax     (long_name='Inertia of taxes')
  tax_debt    (long_name='Taxes on public debt')
  qbar        (long_name='Share of long bonds at the central bank, steady state')
  rho_q       (long_name='Persistence of that share')
  chi         (long_name='Decay of coupons of the long bond')
  long_short  (long_name='Long over short government debt')
  nu          (long_name='Cost of the portfolio mix')
  realised    (long_name='Returns in budgets: 1 realised, 0 as expected a quarter before')
  g           (long_name='Government purchases over output')
  debt_gdp    (long_name='Government debt over annual output')
  rho_theta   (long_name='Persistence of preferences')
  i_ss        (long_name='Policy rate, steady state')
  sub         (long_name='Subsidy that undoes the markup')
  psi         (long_name='Cost of changing prices')
  c_ss        (long_name='Consumption, steady state')
  chi_n       (long_name='Disutility of labour')
  b_ss        (long_name='Short government debt, steady state')
  l_ss        (long_name='Long government debt')
  k           (long_name='Long over short bonds in private hands, steady state')
  b_b_ss      (long_name='Short bonds of a borrower, steady state')
  l_b_ss      (long_name='Long bonds of a borrower, steady state')
  tax_ss      (long_name='Tax, steady state')
  tr          (long_name='Transfer to all borrowers')
  d_10        (long_name='Duration of the ten-year bond, years')
  d_l         (long_name='Duration of the long bond, years')
  per_x       (long_name='Change of q for ten-year equivalents of 1 percent of annual output')
;

lam = 0.35;  sigma = 1;  phi = 1;                // paper
beta_s = 0.9975;  beta_b = 0.97;                 // ours; paper .99, .95
debt_limit = 0.5;  eps = 6;  price_life = 3.5;   // paper
phi_pi = 1.5;  rho_i = 0.8;                      // paper
elb = 1;                                         // net rate of zero
rho_tax = 0.7;  tax_debt = 0.33;                 // paper
qbar = 0.25;                                     // paper
rho_q = 0.97;                                    // ours; paper .9
chi = 0.975;  long_short = 0.3;                  // paper
nu = 0.005;  realised = 1;                       // ours; paper .05, 0
g = 0.2;  debt_gdp = 0.8;  rho_theta = 0.8;      // paper

// steady state: output, hours, wage and inflation are 1; a transfer makes both types consume the same
i_ss = 1/beta_s;
sub = 1/(eps - 1);
psi = (1 - 1/price_life)*(eps - 1)*price_life/(1 - beta_s*(1 - 1/price_life));
c_ss = 1 - g;
chi_n = c_ss^(-1/sigma);
b_ss = 4*debt_gdp/(1 + long_short);
l_ss = long_short*b_ss;
k = long_short*(1 - qbar);
b_b_ss = -debt_limit/(1 + k);
l_b_ss = -debt_limit - b_b_ss;
tax_ss = g + (i_ss - 1)*(b_ss + (1 - qbar)*l_ss);
tr = lam*(c_ss + (1 - i_ss)*(b_b_ss + l_b_ss) - 1 + tax_ss);

// translation of holdings: market value by the ratio of durations, as a share of long bonds
d_10 = 8.5;                                      // of a ten-year par bond
d_l = 1/(1 - chi/i_ss)/4;                        // 9.11 years; paper's calibration 7.19
per_x = 0.01*(d_10/d_l)*4/l_ss;

model;
  // real returns on what was held at the end of the last quarter
  # r_held = realised*i(-1)/pi + (1 - realised)*r(-1);
  # r_l_held = realised*(1 + chi*v)/(v(-1)*pi) + (1 - realised)*r_l(-1);

  // ---- households
  [name='marginal utility, savers']
  lam_s = theta*c_s^(-1/sigma);
  [name='marginal utility, borrowers']
  lam_b = theta*c_b^(-1/sigma);
  [name='labour supply, savers']
  w*c_s^(-1/sigma) = chi_n*n_s^phi;
  [name='labour supply, borrowers']
  w*c_b^(-1/sigma) = chi_n*n_b^phi;
  [name='portfolio mix, savers']
  x_s = k*b_s/l_s - 1;
  [name='portfolio mix, borrowers']
  x_b = k*b_b/l_b - 1;
  [name='short bonds of savers']
  lam_s*(1 + nu*k/l_s*x_s) = beta_s*r*lam_s(+1);
  [name='long bonds of savers']
  lam_s*(1 - nu*k*b_s/l_s^2*x_s) = beta_s*r_l*lam_s(+1);
  [name='short bonds of borrowers']
  lam_b*(1 + nu*k/l_b*x_b) = beta_b*r*lam_b(+1) + mu_b;
  [name='long bonds of borrowers']
  lam_b*(1 - nu*k*b_b/l_b^2*x_b) = beta_b*r_l*lam_b(+1) + mu_b;
  [name='budget of borrowers']
  c_b + b_b + l_b = r_held*b_b(-1) + r_l_held*l_b(-1) + w*n_b - tax + tr/lam - nu/2*x_b^2;
  [name='debt limit']
  b_b + l_b = -debt_limit;

  // ---- returns
  [name='real return on short bonds']
  r = i/pi(+1);
  [name='real return on long bonds']
  r_l = (1 + chi*v(+1))/(v*pi(+1));
  [name='yield of the long bond']
  yield_l = chi + 1/v;
  [name='price at expected policy rates']
  v_e = (1 + chi*v_e(+1))/i;
  [name='term premium']
  tp = yield_l - (chi + 1/v_e);

  // ---- government and central bank
  [name='budget of the government']
  b + l_ss = r_held*b(-1) + r_l_held*l_ss + z - tax + g;
  [name='payment to the central bank']
  z = l_cb - r_l_held*l_cb(-1);
  [name='tax rule']
  log(tax/tax_ss) = rho_tax*log(tax(-1)/tax_ss) + tax_debt*log((b + l_ss)/(b_ss + l_ss));
  [name='long bonds at the central bank']
  l_cb = q*l_ss;
  [name='purchases']
  log(q/qbar) = rho_q*log(q(-1)/qbar) + e_q/qbar;
  [name='holdings over annual output']
  cb_share = l_cb/(4*y);
  [name='policy rule']
  log(i_shadow/i_ss) = rho_i*log(i_shadow(-1)/i_ss) + (1 - rho_i)*phi_pi*log(pi) + e_i;
  [name='lower bound']
  i = max(elb, i_shadow);

  // ---- firms and markets
  [name='inflation']
  pi*psi*(pi - 1) = (1 + sub)*(1 - eps) + eps*w + beta_s*lam_s(+1)/lam_s*pi(+1)*psi*(pi(+1) - 1)*y(+1)/y;
  [name='production']
  y = n;
  [name='hours']
  n = lam*n_b + (1 - lam)*n_s;
  [name='consumption']
  c = lam*c_b + (1 - lam)*c_s;
  [name='resources']
  y = c + g + psi/2*(pi - 1)^2*y;
  [name='market of short bonds']
  b = lam*b_b + (1 - lam)*b_s;
  [name='market of long bonds']
  l_ss - l_cb = lam*l_b + (1 - lam)*l_s;
  [name='preferences']
  log(theta) = rho_theta*log(theta(-1)) - e_theta;
end;

steady_state_model;
  y = 1;  n = 1;  n_s = 1;  n_b = 1;  w = 1;  pi = 1;  theta = 1;
  c = c_ss;  c_s = c_ss;  c_b = c_ss;
  lam_s = c_ss^(-1/sigma);  lam_b = lam_s;
  mu_b = lam_b*(1 - beta_b*i_ss);
  i = i_ss;  i_shadow = i_ss;  r = i_ss;  r_l = i_ss;
  v = 1/(i_ss - chi);  yield_l = i_ss;  v_e = v;  tp = 0;
  q = qbar;  l_cb = qbar*l_ss;  cb_share = l_cb/4;
  b = b_ss;  b_b = b_b_ss;  l_b = l_b_ss;
  b_s = (b_ss - lam*b_b_ss)/(1 - lam);
  l_s = ((1 - qbar)*l_ss - lam*l_b_ss)/(1 - lam);
  x_s = 0;  x_b = 0;
  z = l_cb*(1 - i_ss);
  tax = tax_ss;
end;
