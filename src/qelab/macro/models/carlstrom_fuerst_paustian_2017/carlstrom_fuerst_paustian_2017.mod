// carlstrom_fuerst_paustian_2017: a term premium out of the net worth of intermediaries, quarterly, linear.
//
// Source: Carlstrom, C., Fuerst, T. & Paustian, M. (2017), "Targeting Long Rates in a Model with Segmented Markets",
//   American Economic Journal: Macroeconomics 9(1); parameter values of the public replication.
// Mechanism: only intermediaries hold long government bonds and the perpetual loans that finance all investment. They
//   fund themselves short, their leverage is limited, and changing their net worth is costly. Fewer government bonds
//   to hold make room for loans: the premium falls and investment rises. Loans and bonds have the same duration and
//   are perfect substitutes to the intermediary.
// Variables are log deviations from the steady state (fractions), rates and inflation per quarter; y10 and tp are
//   annual rates (fractions). Stocks are end of period: k(-1) produces today. m is the cost of having to finance
//   investment with loans; q the price of the long bond and of loans, qe the price at which the term premium would be
//   zero. Suffix _x: the same economy with flexible prices and wages, which shares b, a and phi.
//
// Deviations and choices, all of them:
//   1. The rule reacts to output less flexible-price output. With output itself the effect of a purchase on output
//      changes sign on impact: the flexible block has to stay.
//   2. The flexible economy has a rule of its own, on its inflation: loans are nominal, so inflation matters there
//      too.
//   3. Steady-state real marginal cost .8 is inferred: with it the closed form below gives the consumption share
//      (.8228) of the public replication.
//   4. The lower bound is added, as a kink: i = max(elb, i_shadow). The innovation e_i holds the rate in a peg; it
//      moves the rule of the actual economy alone and does not last. The policy shock proper, mp, lasts and moves
//      both rules.
//   5. gap, i_shadow and per_x_treasury are added for reading.
//
// Errors found in public files of this model, and what this file does:
//   1. The public file of the case with an exogenous bond supply gives the bond shock a standard deviation of zero,
//      so that a run as it is shows nothing. Here the size comes from the programme.

var
  // economy
  lam       $\lambda$     (long_name='Marginal utility')
  c         $c$           (long_name='Consumption')
  inv       $x$           (long_name='Investment')
  y         $y$           (long_name='Output')
  gap       $\tilde y$    (long_name='Output gap')
  n         $n$           (long_name='Hours')
  k         $k$           (long_name='Capital, end of period')
  pk        $p^k$         (long_name='Price of capital')
  rk        $r^k$         (long_name='Rental rate of capital')
  w         $w$           (long_name='Real wage')
  mc        $mc$          (long_name='Real marginal cost')
  pi        $\pi$         (long_name='Inflation')
  pw        $\pi^w$       (long_name='Wage inflation')
  i_shadow  $i^s$         (long_name='Policy rate without the lower bound')
  i         $i$           (long_name='Policy rate')
  m         $m$           (long_name='Cost of financing investment with loans')
  q         $q$           (long_name='Price of the long bond and of loans')
  qe        $q^e$         (long_name='Price of the long bond by expected policy rates alone')
  rb        $r^b$         (long_name='Expected return of the long bond')
  f         $f$           (long_name='Loans, real value')
  b         $b$           (long_name='Government bonds held by intermediaries, real value')
  nw        $nw$          (long_name='Net worth of intermediaries')
  lev       $lev$         (long_name='Leverage of intermediaries')
  y10       $y^{10}$      (long_name='Ten-year yield, annual')
  tp        $tp$          (long_name='Term premium, annual')
  phi       $\phi$        (long_name='Leverage constraint shock')
  a         $a$           (long_name='Productivity')
  mp        $mp$          (long_name='Policy shock, persistent')
  // flexible economy
  lam_x     $\lambda^x$   (long_name='Flexible: marginal utility')
  c_x       $c^x$         (long_name='Flexible: consumption')
  inv_x     $x^x$         (long_name='Flexible: investment')
  y_x       $y^x$         (long_name='Flexible: output')
  n_x       $n^x$         (long_name='Flexible: hours')
  k_x       $k^x$         (long_name='Flexible: capital, end of period')
  pk_x      $p^{k,x}$     (long_name='Flexible: price of capital')
  rk_x      $r^{k,x}$     (long_name='Flexible: rental rate of capital')
  pi_x      $\pi^x$       (long_name='Flexible: inflation')
  i_x       $i^x$         (long_name='Flexible: policy rate')
  m_x       $m^x$         (long_name='Flexible: cost of financing investment with loans')
  q_x       $q^x$         (long_name='Flexible: price of the long bond and of loans')
  qe_x      $q^{e,x}$     (long_name='Flexible: price of the long bond by expected policy rates alone')
  rb_x      $r^{b,x}$     (long_name='Flexible: expected return of the long bond')
  f_x       $f^x$         (long_name='Flexible: loans, real value')
  nw_x      $nw^x$        (long_name='Flexible: net worth of intermediaries')
  lev_x     $lev^x$       (long_name='Flexible: leverage of intermediaries')
  y10_x     $y^{10,x}$    (long_name='Flexible: ten-year yield, annual')
  tp_x      $tp^x$        (long_name='Flexible: term premium, annual')
;

varexo
  e_b       $\epsilon^b$     (long_name='Purchase of long bonds from intermediaries')
  e_i       $\epsilon^i$     (long_name='Policy rate shock, actual economy, one quarter')
  e_m       $\epsilon^m$     (long_name='Policy shock, persistent, both economies')
  e_phi     $\epsilon^\phi$  (long_name='Leverage constraint shock')
  e_a       $\epsilon^a$     (long_name='Productivity shock')
;

parameters
  alpha     (long_name='Capital share')
  beta      (long_name='Discount factor')
  delta     (long_name='Depreciation')
  eta       (long_name='Inverse elasticity of labour supply')
  h         (long_name='Habit')
  gam       (long_name='Leverage of intermediaries in the steady state')
  prem      (long_name='Gross term premium a quarter in the steady state')
  psi_n     (long_name='Cost of adjusting net worth')
  psi_i     (long_name='Investment adjustment cost')
  kap       (long_name='Decay of the coupon of bonds and loans')
  sb        (long_name='Government bonds in the assets of intermediaries')
  mc_ss     (long_name='Real marginal cost in the steady state')
  iota_p    (long_name='Indexation of prices')
  iota_w    (long_name='Indexation of wages')
  kap_p     (long_name='Slope of price inflation')
  kap_w     (long_name='Slope of wage inflation')
  rho_i     (long_name='Inertia of the policy rate')
  tau_pi    (long_name='Policy rule on inflation')
  tau_y     (long_name='Policy rule on the output gap')
  tau_tp    (long_name='Policy rule on the term premium')
  b1        (long_name='Bonds of intermediaries on last quarter')
  b2        (long_name='Bonds of intermediaries on the quarter before')
  rho_a     (long_name='Persistence of productivity')
  rho_phi   (long_name='Persistence of the leverage constraint shock')
  rho_m     (long_name='Persistence of the policy shock')
  elb_level (long_name='Lower bound of the policy rate, level a quarter')
  d10       (long_name='Duration of the ten-year par bond, years')
  // computed from these
  r1        (long_name='Gross policy rate')
  r2        (long_name='Gross return of the long bond')
  bond_quarters  (long_name='Duration of the long bond, quarters')
  m_ss      (long_name='Gross cost of financing investment with loans')
  rk_ss     (long_name='Rental rate of capital')
  sc        (long_name='Consumption in output')
  b_gdp     (long_name='Bonds of intermediaries over annual output')
  friction  (long_name='Marginal return of leverage')
  elb       (long_name='Lower bound of the policy rate, deviation')
  per_x_treasury (long_name='Bonds of intermediaries per percent of GDP of ten-year equivalents bought')
;

// the public replication's parameter file, where nothing else is said
alpha = 1/3;  beta = 0.99;  delta = 0.025;
eta = 2.03;  h = 0.623;
gam = 6;  prem = 1.0025;                           // premium of one percentage point a year
psi_n = 0.785;  psi_i = 3.28;
kap = 0.975;                                       // bonds and loans of forty quarters
sb = 0.4;
mc_ss = 0.8;                                       // choice 3
iota_p = 0.42;  iota_w = 0.51;  kap_p = 0.086;  kap_w = 0.0002;
rho_i = 0.77;  tau_pi = 1.42;  tau_y = 0.49;  tau_tp = 0;
b1 = 1.8;  b2 = -0.81;                             // both roots .9: a trough after nine quarters
rho_a = 0.99;  rho_phi = 0.98;  rho_m = 0.16;
elb_level = 0.00125/4;                             // middle of the 0 to 1/4 percent range
d10 = 8.5;                                         // ten-year par bond

r1 = 1/beta;
r2 = prem*r1;
bond_quarters = 1/(1 - kap);
m_ss = beta*(r2 - kap)/(1 - beta*kap);
rk_ss = m_ss*(1 - beta*(1 - delta))/beta;
sc = 1 - delta*alpha*mc_ss/rk_ss;
b_gdp = sb/(1 - sb)*(1 - sc)/(1 - kap)/4;          // all capital is financed with loans
friction = 1 + gam*(prem - 1);
elb = elb_level - log(r1);
// One percent of annual output of ten-year equivalents has the market value d10 over the duration of the model's
// bond.
per_x_treasury = -0.01*d10/(bond_quarters/4)/b_gdp;

model;
  // ------------------------------------------------ households and investment
  [name='marginal utility']
  lam = (beta*h*c(+1) - (1 + beta*h^2)*c + h*c(-1))/((1 - beta*h)*(1 - h));
  [name='deposits']
  lam = i - pi(+1) + lam(+1);
  [name='capital']
  lam + pk + m = lam(+1) + (1 - beta*(1 - delta))*rk(+1) + beta*(1 - delta)*(pk(+1) + m(+1));
  [name='loans taken']
  lam + q + m = lam(+1) - pi(+1) + beta*kap*(q(+1) + m(+1));
  [name='investment is financed with loans']
  (1 - kap)*(inv + pk) = f - kap*(f(-1) + q - q(-1) - pi);
  [name='price of capital']
  pk = psi_i*(inv - inv(-1) - beta*(inv(+1) - inv));
  [name='capital stock']
  k = (1 - delta)*k(-1) + delta*inv;

  // ------------------------------------------------ intermediaries
  [name='return of the long bond']
  rb = kap/r2*q(+1) - q;
  [name='leverage constraint']
  (gam - 1)*(rb - i) = lev + friction*phi;
  [name='net worth']
  psi_n*nw*friction = prem*gam*(rb - i) + gam*(prem - 1)*lev;
  [name='leverage']
  lev = sb*b + (1 - sb)*f - nw;
  [name='bonds held by intermediaries']
  b = b1*b(-1) + b2*b(-2) - e_b;

  // ------------------------------------------------ production, prices, wages
  [name='output']
  y = sc*c + (1 - sc)*inv;
  [name='production']
  y = a + alpha*k(-1) + (1 - alpha)*n;
  [name='labour demand']
  w = mc + y - n;
  [name='demand for capital']
  rk = mc + y - k(-1);
  [name='inflation']
  (1 + beta*iota_p)*pi = iota_p*pi(-1) + beta*pi(+1) + kap_p*mc;
  [name='wage inflation']
  pw - iota_w*pi(-1) = beta*(pw(+1) - iota_w*pi) + kap_w*(eta*n - lam - w);
  [name='real wage']
  w = w(-1) + pw - pi;

  // ------------------------------------------------ policy and yields
  [name='output gap']
  gap = y - y_x;
  [name='policy rule']
  i_shadow = rho_i*i(-1) + (1 - rho_i)*(tau_pi*pi + tau_y*gap + tau_tp*tp/4) + mp + e_i;
  [name='lower bound']
  i = max(elb, i_shadow);
  [name='price of the long bond by expected policy rates']
  i = kap/r1*qe(+1) - qe;
  [name='ten-year yield']
  y10 = -4*(r2 - kap)/r2*q;
  [name='term premium']
  tp = y10 + 4*(r1 - kap)/r1*qe;

  // ------------------------------------------------ shocks
  [name='leverage constraint shock']
  phi = rho_phi*phi(-1) + e_phi;
  [name='productivity']
  a = rho_a*a(-1) + e_a;
  [name='policy shock']
  mp = rho_m*mp(-1) + e_m;

  // ------------------------------------------------ flexible economy
  [name='flexible: marginal utility']
  lam_x = (beta*h*c_x(+1) - (1 + beta*h^2)*c_x + h*c_x(-1))/((1 - beta*h)*(1 - h));
  [name='flexible: deposits']
  lam_x = i_x - pi_x(+1) + lam_x(+1);
  [name='flexible: capital']
  lam_x + pk_x + m_x
    = lam_x(+1) + (1 - beta*(1 - delta))*rk_x(+1) + beta*(1 - delta)*(pk_x(+1) + m_x(+1));
  [name='flexible: loans taken']
  lam_x + q_x + m_x = lam_x(+1) - pi_x(+1) + beta*kap*(q_x(+1) + m_x(+1));
  [name='flexible: investment is financed with loans']
  (1 - kap)*(inv_x + pk_x) = f_x - kap*(f_x(-1) + q_x - q_x(-1) - pi_x);
  [name='flexible: price of capital']
  pk_x = psi_i*(inv_x - inv_x(-1) - beta*(inv_x(+1) - inv_x));
  [name='flexible: capital stock']
  k_x = (1 - delta)*k_x(-1) + delta*inv_x;
  [name='flexible: return of the long bond']
  rb_x = kap/r2*q_x(+1) - q_x;
  [name='flexible: leverage constraint']
  (gam - 1)*(rb_x - i_x) = lev_x + friction*phi;
  [name='flexible: net worth']
  psi_n*nw_x*friction = prem*gam*(rb_x - i_x) + gam*(prem - 1)*lev_x;
  [name='flexible: leverage']
  lev_x = sb*b + (1 - sb)*f_x - nw_x;
  [name='flexible: output']
  y_x = sc*c_x + (1 - sc)*inv_x;
  [name='flexible: production']
  y_x = a + alpha*k_x(-1) + (1 - alpha)*n_x;
  [name='flexible: labour']
  eta*n_x - lam_x = y_x - n_x;
  [name='flexible: demand for capital']
  rk_x = y_x - k_x(-1);
  [name='flexible: policy rule']
  i_x = rho_i*i_x(-1) + (1 - rho_i)*tau_pi*pi_x + mp;
  [name='flexible: price of the long bond by expected policy rates']
  i_x = kap/r1*qe_x(+1) - qe_x;
  [name='flexible: ten-year yield']
  y10_x = -4*(r2 - kap)/r2*q_x;
  [name='flexible: term premium']
  tp_x = y10_x + 4*(r1 - kap)/r1*qe_x;
end;
