// chen_curdia_ferrero_2012: two kinds of households in a segmented bond market, quarterly, linear.
//
// Source: Chen, H., Curdia, V. & Ferrero, A. (2012), "The Macroeconomic Effects of Large-scale Asset Purchase
//   Programmes", Economic Journal 122(564), F289-F315, and its working paper version.
// Mechanism: a share omega_u of the households trades short bonds freely and long bonds against a transaction cost
//   that rises with the long debt in private hands. The others hold long bonds only and pay no cost. A purchase
//   lowers the cost and with it the return that the others, the restricted, earn: they spend more. Firms and unions
//   weigh the discount factors of both.
// Variables are log deviations from the balanced growth path (fractions, not percent), per quarter; quantities that
//   trend are divided by productivity. Capital k and debt b_long, b_short are end of period. b_long is the market
//   value of long government debt in private hands. Suffixes u and r: unrestricted and restricted households.
// Default calibration: the published version ("EJ"). That of the working paper ("WP", posterior means) is reached by
//   other parameter values; they stand in about.toml and in the replication tests.
//
// Deviations and choices, all of them:
//   1. Closing. The paper states two Euler equations for the long bond and tracks nobody's wealth: the marginal
//      utilities of the two groups may then drift apart for ever (a root of exactly one). Here they return: the
//      relative Euler equation is discounted by eps_d = 1e-5 a quarter, solved forward, and the budget of the
//      restricted is closed by a lump-sum transfer. eps_d changes output by less than 6e-5 of its peak; with
//      eps_d = 0 the stable path is not unique.
//   2. The surplus reacts to all debt, long and short. Debt does not feed back on anything: only long debt moves the
//      transaction cost, and taxes are lump sum.
//   3. Wage and price markups (.15) and government purchases (.2 of output) are assumptions of the public
//      replication, not of the paper.
//   4. Output, growth and the policy rule use output itself: there is no flexible-price block.
//   5. The lower bound is a kink, i = max(elb, i_shadow), and i_shadow reacts to the bounded rate. The paper holds
//      the rate for four quarters instead; the innovation e_i does that.
//   6. Added for reading, without effect: aggregate consumption c, and per_x_treasury.
//   7. Labour is the same for both groups; investment and labour supply shocks are left out.
//
// Errors found in public files of this model, and what this file does:
//   1. x_ratio is 1.7030 in one public file and 1.0730 in another: two digits are swapped in one of them. Here 1.7030
//      (with 1.0730 the effects are about 30 percent larger).
//   2. The transaction cost reacts to long less short debt (or half of it) in the files, to long debt in the paper.
//      Here: to long debt.
//   3. One file has the sign of inflation wrong in the denominators of reset prices and wages (here +mu_p*pi(+1)), and
//      multiplies the weight chi_p by x_ratio where it has to divide.
//   4. One file divides short debt by the number of long bonds instead of their value.
//   5. One file lets the surplus react to long debt only: short debt explodes, and the unit root of 1. is used up to
//      hold it, so that results depend on the length of the simulation. See deviations 1 and 2.

var
  lam_u     $\lambda_u$    (long_name='Marginal utility, unrestricted')
  lam_r     $\lambda_r$    (long_name='Marginal utility, restricted')
  c_u       $c_u$          (long_name='Consumption, unrestricted')
  c_r       $c_r$          (long_name='Consumption, restricted')
  c         $c$            (long_name='Consumption')
  i_shadow  $i^s$          (long_name='Policy rate without the lower bound')
  i         $i$            (long_name='Policy rate')
  pi        $\pi$          (long_name='Inflation')
  y_l       $y^L$          (long_name='Long yield')
  zt        $\zeta$        (long_name='Transaction cost of long bonds')
  zs        $z^\zeta$      (long_name='Transaction cost shock, persistent')
  y         $y$            (long_name='Output')
  n         $n$            (long_name='Hours')
  k         $k$            (long_name='Capital, end of period')
  k_e       $k^e$          (long_name='Capital services')
  u         $u$            (long_name='Utilisation of capital')
  inv       $x$            (long_name='Investment')
  q         $q$            (long_name='Price of capital')
  rk        $r^k$          (long_name='Rental rate of capital')
  w         $w$            (long_name='Real wage')
  mc        $mc$           (long_name='Marginal cost')
  pn_u      $p^n_u$        (long_name='Reset price, numerator, unrestricted')
  pn_r      $p^n_r$        (long_name='Reset price, numerator, restricted')
  pd_u      $p^d_u$        (long_name='Reset price, denominator, unrestricted')
  pd_r      $p^d_r$        (long_name='Reset price, denominator, restricted')
  wn_u      $w^n_u$        (long_name='Reset wage, numerator, unrestricted')
  wn_r      $w^n_r$        (long_name='Reset wage, numerator, restricted')
  wd_u      $w^d_u$        (long_name='Reset wage, denominator, unrestricted')
  wd_r      $w^d_r$        (long_name='Reset wage, denominator, restricted')
  b_long    $b^L$          (long_name='Long government debt in private hands, market value')
  b_short   $b$            (long_name='Short government debt in private hands')
  tax       $t$            (long_name='Primary surplus')
  y_eh      $y^{L,e}$      (long_name='Long yield by expected policy rates alone')
  rp        $rp$           (long_name='Term premium of the long yield')
  z         $z$            (long_name='Growth of productivity')
  g         $g$            (long_name='Government purchases')
  b_p       $b^p$          (long_name='Preference for today')
;

varexo
  e_b       $\epsilon^B$      (long_name='Long debt in private hands; a purchase is negative')
  e_i       $\epsilon^i$      (long_name='Policy rate shock')
  e_zeta    $\epsilon^\zeta$  (long_name='Transaction cost shock')
  e_z       $\epsilon^z$      (long_name='Productivity growth shock')
  e_g       $\epsilon^g$      (long_name='Government purchases shock')
  e_p       $\epsilon^p$      (long_name='Preference shock')
;

parameters
  // preferences and growth
  beta_u    (long_name='Discount factor, unrestricted')
  gamma     (long_name='Growth of productivity a quarter')
  pi_ss     (long_name='Inflation a quarter in the steady state')
  zeta      (long_name='Transaction cost in the steady state')
  zeta_el   (long_name='Transaction cost on long debt')
  h         (long_name='Habit')
  sig_u     (long_name='Curvature of utility, unrestricted')
  sig_r     (long_name='Curvature of utility, restricted')
  nu        (long_name='Inverse elasticity of labour supply')
  omega_u   (long_name='Share of unrestricted households')
  c_ratio   (long_name='Consumption of an unrestricted over a restricted household')
  x_ratio   (long_name='Marginal utility of an unrestricted over a restricted household')
  // firms, unions, capital
  alpha     (long_name='Capital share')
  delta     (long_name='Depreciation')
  s2        (long_name='Curvature of investment adjustment cost')
  a2        (long_name='Curvature of utilisation cost')
  lambda_p  (long_name='Price markup')
  lambda_w  (long_name='Wage markup')
  xi_p      (long_name='Share of prices not reset')
  xi_w      (long_name='Share of wages not reset')
  chi_w     (long_name='Weight of the unrestricted in unions')
  // government and central bank
  gs        (long_name='Government purchases in output')
  bond_quarters (long_name='Duration of the long bond, quarters')
  b_total   (long_name='Government debt over quarterly output')
  b_ratio   (long_name='Long over short government debt')
  bl        (long_name='Long government debt over quarterly output')
  bs        (long_name='Short government debt over quarterly output')
  phi_t     (long_name='Surplus on debt')
  rho_i     (long_name='Inertia of the policy rate')
  phi_pi    (long_name='Policy rule on inflation')
  phi_y     (long_name='Policy rule on growth over four quarters')
  elb_level (long_name='Lower bound of the policy rate, level a quarter')
  rho_b_long (long_name='Persistence of long debt')
  rho_zeta  (long_name='Persistence of the transaction cost shock')
  rho_z     (long_name='Persistence of productivity growth')
  rho_g     (long_name='Persistence of government purchases')
  rho_p     (long_name='Persistence of preferences')
  eps_d     (long_name='Discount that closes the model')
  d10       (long_name='Duration of the ten-year par bond, years')
  // computed from these: the steady state and its coefficients
  beta_r    (long_name='Discount factor, restricted')
  eg        (long_name='Gross growth of productivity')
  r_gross   (long_name='Gross policy rate')
  rl_gross  (long_name='Gross return of the long bond')
  kappa     (long_name='Decay of the coupon')
  m_u       (long_name='Weight of the unrestricted in marginal utility')
  beta_a    (long_name='Discount factor, average')
  m1        (long_name='Weight of the unrestricted in marginal utility one quarter ahead')
  rk_ss     (long_name='Rental rate of capital')
  dep       (long_name='Capital that survives, per unit of trend')
  util      (long_name='Rental rate on utilisation')
  s_inv     (long_name='Price of capital on the growth of investment')
  k_share   (long_name='Capital over quarterly output')
  is        (long_name='Investment in output')
  uk        (long_name='Utilisation cost in output')
  cr_level  (long_name='Consumption of a restricted household over output')
  cu        (long_name='Consumption of the unrestricted in output')
  cr        (long_name='Consumption of the restricted in output')
  mu_p      (long_name='Inverse price markup')
  mu_w      (long_name='Inverse wage markup')
  chi_p     (long_name='Weight of the unrestricted in reset prices')
  kd        (long_name='Coupon decay, real and per unit of trend')
  tg        (long_name='Surplus in output')
  elb       (long_name='Lower bound of the policy rate, deviation')
  per_x_treasury (long_name='Long debt per percent of GDP of ten-year equivalents bought')
;

// EJ: the published version's values as in the public replication (Macroeconomic Model Data Base, US_CCF12)
beta_u = 0.9988;  gamma = 0.005;  pi_ss = 0.0053;         // EJ
zeta = 0.001242;  zeta_el = 0.003274;                     // EJ; zeta_el is estimated together with bl: keep both
h = 0.8020;  sig_u = 3.3548;  sig_r = 2.0825;  nu = 1.9295;   // EJ
omega_u = 0.9468;  c_ratio = 0.9760;                      // EJ
x_ratio = 1.7030;                                         // EJ; 1.0730 in another file, see the errors above
alpha = 0.33;  delta = 0.025;                             // working paper, section 3.2
s2 = 4.7815;  a2 = 0.2159;                                // EJ
lambda_p = 0.15;  lambda_w = 0.15;                        // the replicators' assumption
xi_p = 0.9288;  xi_w = 0.7342;  chi_w = 0.5611;           // EJ
gs = 0.2;                                                 // the replicators' assumption
bond_quarters = 30;                                       // working paper, section 3.2
b_total = 1;  b_ratio = 0.8533;                           // EJ: all debt is a quarter of annual output
bl = b_total*b_ratio/(1 + b_ratio);
bs = b_total/(1 + b_ratio);
phi_t = 1.2543;                                           // EJ
rho_i = 0.8565;  phi_pi = 1.5979;  phi_y = 0.3251;        // EJ
elb_level = 0.00125/4;                                    // middle of the 0 to 1/4 percent range
rho_b_long = 0.9659;  rho_zeta = 0.9426;                  // EJ
rho_z = 0.1430;  rho_g = 0.7491;  rho_p = 0.9614;         // EJ
eps_d = 1e-5;                                             // deviation 1
d10 = 8.5;                                                // ten-year par bond at yields of the time

beta_r = beta_u/(1 + zeta);
eg = exp(gamma);
r_gross = eg*(1 + pi_ss)/beta_u;
rl_gross = r_gross*(1 + zeta);
kappa = rl_gross*(1 - 1/bond_quarters);
m_u = omega_u*x_ratio/(omega_u*x_ratio + 1 - omega_u);
beta_a = m_u*beta_u + (1 - m_u)*beta_r;
m1 = m_u*beta_u/beta_a;
rk_ss = eg/beta_a - 1 + delta;
dep = (1 - delta)/eg;
util = a2/rk_ss;
s_inv = eg^2*s2;
k_share = eg*alpha/((1 + lambda_p)*rk_ss);
is = (eg - 1 + delta)*k_share/eg;
uk = rk_ss*k_share/eg;
cr_level = (1 - is - gs)/(omega_u*c_ratio + 1 - omega_u);
cu = omega_u*c_ratio*cr_level;
cr = (1 - omega_u)*cr_level;
mu_p = 1/lambda_p;
mu_w = 1/lambda_w;
chi_p = omega_u/(omega_u + (1 - omega_u)*(1 - beta_u*xi_p)/(1 - beta_r*xi_p)/x_ratio);
kd = kappa/(eg*(1 + pi_ss));
tg = (1/beta_u - 1)*bs + (1/beta_r - 1)*bl;
elb = elb_level - log(r_gross);
// One percent of annual output (four quarters of it) of ten-year equivalents has the market value d10 over the
// duration of the model's bond, and is bought out of long debt of bl quarters of output.
per_x_treasury = -d10/(bond_quarters/4)/(100*bl/4);

model;
  # habit_u = 1 - beta_u*h;
  # habit_r = 1 - beta_r*h;
  # reset_u = 1 - beta_u*xi_p;                            // weight of today in reset prices
  # reset_r = 1 - beta_r*xi_p;
  # renew_u = 1 - beta_u*xi_w;                            // the same for wages
  # renew_r = 1 - beta_r*xi_w;

  // firms
  [name='marginal cost']
  mc = alpha*rk + (1 - alpha)*w;
  [name='factor demand']
  k_e = w - rk + n;
  [name='production']
  y = alpha*k_e + (1 - alpha)*n;
  [name='reset price, numerator, unrestricted']
  pn_u = reset_u*(lam_u + y + mc) + beta_u*xi_p*((1 + mu_p)*pi(+1) + pn_u(+1));
  [name='reset price, numerator, restricted']
  pn_r = reset_r*(lam_r + y + mc) + beta_r*xi_p*((1 + mu_p)*pi(+1) + pn_r(+1));
  [name='reset price, denominator, unrestricted']
  pd_u = reset_u*(lam_u + y) + beta_u*xi_p*(mu_p*pi(+1) + pd_u(+1));
  [name='reset price, denominator, restricted']
  pd_r = reset_r*(lam_r + y) + beta_r*xi_p*(mu_p*pi(+1) + pd_r(+1));
  [name='inflation']
  pi = (1 - xi_p)/xi_p*(chi_p*(pn_u - pd_u) + (1 - chi_p)*(pn_r - pd_r));

  // capital
  [name='capital services']
  k_e = u + k(-1) - z;
  [name='capital']
  k = dep*(k(-1) - z) + (1 - dep)*inv;
  [name='utilisation']
  rk = util*u;
  [name='price of capital']
  q + m_u*lam_u + (1 - m_u)*lam_r
    = m1*lam_u(+1) + (1 - m1)*lam_r(+1) - z(+1) + beta_a/eg*(rk_ss*rk(+1) + dep*eg*q(+1));
  [name='investment']
  q = s_inv*(z + inv - inv(-1)) - beta_a*s_inv*(z(+1) + inv(+1) - inv);

  // households
  [name='marginal utility, unrestricted']
  habit_u*lam_u = b_p - beta_u*h*b_p(+1) - sig_u/(1 - h)*((1 + beta_u*h^2)*c_u - beta_u*h*c_u(+1) - h*c_u(-1));
  [name='marginal utility, restricted']
  habit_r*lam_r = b_p - beta_r*h*b_p(+1) - sig_r/(1 - h)*((1 + beta_r*h^2)*c_r - beta_r*h*c_r(+1) - h*c_r(-1));
  [name='short bonds, unrestricted']
  lam_u = i + lam_u(+1) - z(+1) - pi(+1);
  [name='long bonds, unrestricted']
  zt + lam_u = bond_quarters*y_l - (bond_quarters - 1)*y_l(+1) + lam_u(+1) - z(+1) - pi(+1);
  [name='long bonds, restricted, relative to the unrestricted']
  lam_r - lam_u = zt + (1 - eps_d)*(lam_r(+1) - lam_u(+1));

  // wages
  [name='reset wage, numerator, unrestricted']
  wn_u = renew_u*(b_p + (1 + nu)*(n + (1 + mu_w)*w))
    + beta_u*xi_w*((1 + mu_w)*(1 + nu)*(pi(+1) + z(+1)) + wn_u(+1));
  [name='reset wage, numerator, restricted']
  wn_r = renew_r*(b_p + (1 + nu)*(n + (1 + mu_w)*w))
    + beta_r*xi_w*((1 + mu_w)*(1 + nu)*(pi(+1) + z(+1)) + wn_r(+1));
  [name='reset wage, denominator, unrestricted']
  wd_u = renew_u*(lam_u + n + (1 + mu_w)*w) + beta_u*xi_w*(mu_w*(pi(+1) + z(+1)) + wd_u(+1));
  [name='reset wage, denominator, restricted']
  wd_r = renew_r*(lam_r + n + (1 + mu_w)*w) + beta_r*xi_w*(mu_w*(pi(+1) + z(+1)) + wd_r(+1));
  [name='real wage']
  w = xi_w*(w(-1) - pi - z)
    + (1 - xi_w)/(1 + (1 + mu_w)*nu)*(chi_w*(wn_u - wd_u) + (1 - chi_w)*(wn_r - wd_r));

  // government and central bank, consolidated: a purchase of long bonds is paid with short debt or reserves
  [name='government budget']
  bs*b_short + bl*b_long = bs/beta_u*(b_short(-1) + i(-1) - z - pi)
    + bl/beta_r*(b_long(-1) + bond_quarters*y_l(-1) - z - pi) - kd*bl*bond_quarters*y_l - tg*tax;
  [name='surplus rule']
  tax = phi_t*(bs*b_short(-1) + bl*b_long(-1))/(bs + bl);
  [name='long debt in private hands']
  b_long = rho_b_long*b_long(-1) + e_b;
  [name='transaction cost']
  zt = zeta_el*b_long + zs;
  [name='transaction cost shock']
  zs = rho_zeta*zs(-1) + e_zeta;
  [name='policy rule']
  i_shadow = rho_i*i(-1) + (1 - rho_i)*(phi_pi*pi + phi_y*(y - y(-4) + z + z(-1) + z(-2) + z(-3))) + e_i;
  [name='lower bound']
  i = max(elb, i_shadow);
  [name='output']
  y = cu*c_u + cr*c_r + is*inv + gs*g + uk*u;
  [name='consumption']
  (cu + cr)*c = cu*c_u + cr*c_r;
  [name='long yield by expected policy rates']
  y_eh = i/bond_quarters + (1 - 1/bond_quarters)*y_eh(+1);
  [name='term premium']
  rp = y_l - y_eh;
  [name='productivity growth']
  z = rho_z*z(-1) + e_z;
  [name='government purchases']
  g = rho_g*g(-1) + e_g;
  [name='preference']
  b_p = rho_p*b_p(-1) + e_p;
end;
