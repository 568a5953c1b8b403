// two_country_qe: asset purchases of a large country and what they do to a small one, quarterly, linear.
//
// Source: own derivation, in the spirit of Kolasa, M. & Wesolowski, G. (2020), "International Spillovers of
//   Quantitative Easing", Journal of International Economics 126. Equations and calibration are ours; what is
//   compared with the paper is the pattern of signs in its abstract.
// Mechanism: home (H, a share n of the world's population) and foreign (F, the country whose central bank buys). In
//   each a share omega of the households, the unrestricted, trades the short bond of its country, foreign short bonds
//   against a risk cost that rises with the position, and long bonds of its country against a transaction cost that
//   rises with its own holdings. The others, the restricted, hold the long bonds of both countries. A purchase in F
//   leaves fewer long bonds to F's unrestricted: the premium falls there. The restricted move into H's bonds until
//   returns agree: H's premium falls, its exchange rate appreciates, its unrestricted lend short abroad, domestic
//   demand rises, net exports and output fall.
// Variables are log deviations (fractions) per head of the own country; suffix _f: country F. Exceptions, as
//   fractions of quarterly output: nx, nx_f, nfs; as levels: zt, risk, cfm. Positions are end of period, returns of t
//   are on positions of t-1. s up: H depreciates. The return on an H long bond from t to t+1 is dl*p(+1) - p.
//   Steady state: symmetric, no net foreign assets, all relative prices one.
//
// Deviations and choices, all of them:
//   1. Calibration: no parameter table of the paper could be used; the values are ours, chosen so that four facts
//      hold together after a fall of F's long yield by 100 basis points: H's yields fall by 20 to 50, H appreciates
//      by 1 to 3 percent, H's output falls after a purchase in F, and rises after a rate cut in F. The third needs
//      phi_b >= .01; the fourth slow pass-through (xi_x >= .85) or eta <= .6. Two signs hang on these.
//   2. Prices are sticky in the buyer's currency, in both directions.
//   3. Taxes and the profits of central banks fall on the unrestricted: public debt and the financing of purchases
//      drop out, and the budgets of the unrestricted follow from the other equations (Walras).
//   4. The portfolios of the restricted adjust to expected excess returns with the elasticity 1/g.
//   5. The lower bound is F's alone, a kink, i_f = max(elb, i_fs); the room below rest assumes an inflation target of
//      2 percent a year. The innovation e_if holds the rate in a peg.
//   6. H's rule and purchases (e_l) are there to ask what H can do; the tax cfm on foreign holdings of H's long bonds
//      likewise.
//   7. Added for reading, without effect: premia rp and rp_f, net exports nx_f, and the per_x parameters.

var
  // H, the small country
  c_u       $c_u$            (long_name='H: consumption, unrestricted')
  c_r       $c_r$            (long_name='H: consumption, restricted')
  c         $c$              (long_name='H: consumption')
  lam_u     $\lambda_u$      (long_name='H: marginal utility, unrestricted')
  lam_r     $\lambda_r$      (long_name='H: marginal utility, restricted')
  i         $i$              (long_name='H: policy rate')
  pi        $\pi$            (long_name='H: consumer price inflation')
  y         $y$              (long_name='H: output')
  w         $w$              (long_name='H: real wage')
  p         $p$              (long_name='H: price of the long bond')
  y_l       $y^L$            (long_name='H: long yield')
  y_eh      $y^{L,e}$        (long_name='H: long yield by expected policy rates alone')
  rp        $rp$             (long_name='H: term premium of the long yield')
  zt        $\zeta$          (long_name='H: transaction cost of long bonds')
  l         $\ell$           (long_name='H: long bonds in private hands, market value')
  l_u       $\ell_u$         (long_name='H: long bonds held by the unrestricted')
  b_h       $b_h$            (long_name='H: long bonds of H held by the restricted')
  b_f       $b_f$            (long_name='H: long bonds of F held by the restricted, in H goods')
  nfs       $nfs$            (long_name='H: net short foreign position over quarterly output')
  p_h       $p^h$            (long_name='H: price of home goods')
  p_m       $p^m$            (long_name='H: price of imports')
  pi_h      $\pi^h$          (long_name='H: inflation of home goods')
  pi_m      $\pi^m$          (long_name='H: inflation of imports')
  rev       $rev$            (long_name='H: income from production')
  nx        $nx$             (long_name='H: net exports over output')
  s         $s$              (long_name='Real exchange rate, up is depreciation of H')
  risk      $\rho$           (long_name='Risk cost of short bonds')
  cfm       $\tau$           (long_name='Tax on foreign holdings of H long bonds')
  // F, the large country
  c_uf      $c_u^f$          (long_name='F: consumption, unrestricted')
  c_rf      $c_r^f$          (long_name='F: consumption, restricted')
  c_f       $c^f$            (long_name='F: consumption')
  lam_uf    $\lambda_u^f$    (long_name='F: marginal utility, unrestricted')
  lam_rf    $\lambda_r^f$    (long_name='F: marginal utility, restricted')
  i_fs      $i^{f,s}$        (long_name='F: policy rate without the lower bound')
  i_f       $i^f$            (long_name='F: policy rate')
  pi_f      $\pi^f$          (long_name='F: consumer price inflation')
  y_f       $y^f$            (long_name='F: output')
  w_f       $w^f$            (long_name='F: real wage')
  p_f       $p^f$            (long_name='F: price of the long bond')
  y_lf      $y^{L,f}$        (long_name='F: long yield')
  y_ehf     $y^{L,e,f}$      (long_name='F: long yield by expected policy rates alone')
  rp_f      $rp^f$           (long_name='F: term premium of the long yield')
  zt_f      $\zeta^f$        (long_name='F: transaction cost of long bonds')
  l_f       $\ell^f$         (long_name='F: long bonds in private hands, market value')
  l_uf      $\ell_u^f$       (long_name='F: long bonds held by the unrestricted')
  b_ff      $b_f^f$          (long_name='F: long bonds of F held by the restricted')
  b_fh      $b_h^f$          (long_name='F: long bonds of H held by the restricted, in F goods')
  p_ff      $p^{ff}$         (long_name='F: price of F goods')
  p_xf      $p^{xf}$         (long_name='F: price of imports from H')
  pi_ff     $\pi^{ff}$       (long_name='F: inflation of F goods')
  pi_xf     $\pi^{xf}$       (long_name='F: inflation of imports from H')
  rev_f     $rev^f$          (long_name='F: income from production')
  nx_f      $nx^f$           (long_name='F: net exports over output')
;

varexo
  e_i       $\epsilon^i$       (long_name='H: policy rate shock')
  e_l       $\epsilon^\ell$    (long_name='H: purchase of long bonds')
  e_if      $\epsilon^{i,f}$   (long_name='F: policy rate shock')
  e_lf      $\epsilon^{\ell,f}$ (long_name='F: purchase of long bonds')
  e_risk    $\epsilon^\rho$    (long_name='Risk cost shock')
  e_cfm     $\epsilon^\tau$    (long_name='Shock to the tax on foreign holdings')
;

parameters
  n         (long_name='Share of H in world population')
  beta      (long_name='Discount factor, unrestricted')
  zeta      (long_name='Transaction cost in the steady state')
  omega     (long_name='Share of the unrestricted, H')
  omega_f   (long_name='Share of the unrestricted, F')
  sigma     (long_name='Curvature of utility')
  h         (long_name='Habit')
  phi       (long_name='Inverse elasticity of labour supply')
  cy        (long_name='Consumption in output')
  alpha     (long_name='Imports in consumption, H')
  eta       (long_name='Elasticity between home goods and imports')
  xi        (long_name='Share of home prices not reset')
  xi_x      (long_name='Share of import prices not reset')
  xi_w      (long_name='Share of wages not reset')
  e_w       (long_name='Elasticity between kinds of labour')
  bond_quarters  (long_name='Duration of long bonds, quarters')
  l_gdp     (long_name='Long bonds of H over quarterly output')
  l_gdp_f   (long_name='Long bonds of F over quarterly output')
  s_u       (long_name='Share of H long bonds with the unrestricted of H')
  s_foreign (long_name='Share of H long bonds abroad')
  s_uf      (long_name='Share of F long bonds with the unrestricted of F')
  zeta_el   (long_name='Transaction cost on long bonds held, H')
  zeta_el_f (long_name='Transaction cost on long bonds held, F')
  g         (long_name='Excess return that moves the portfolio, H')
  g_f       (long_name='Excess return that moves the portfolio, F')
  phi_b     (long_name='Risk cost on the short foreign position')
  rho_i     (long_name='Inertia of policy rates')
  phi_pi    (long_name='Policy rule on inflation')
  phi_y     (long_name='Policy rule on output')
  rho_l     (long_name='Persistence of long bonds in private hands')
  rho_risk  (long_name='Persistence of the risk cost')
  rho_cfm   (long_name='Persistence of the tax on foreign holdings')
  pi_target (long_name='Inflation target of F, a quarter')
  elb_level (long_name='Lower bound of the policy rate of F, level a quarter')
  d10       (long_name='Duration of the ten-year par bond, years')
  // computed from these
  beta_r    (long_name='Discount factor, restricted')
  dl        (long_name='Weight of the future in a long bond')
  sg        (long_name='Curvature of utility with habit')
  kap       (long_name='Slope of home price inflation')
  kapx      (long_name='Slope of import price inflation')
  kapw      (long_name='Slope of wage inflation')
  alpha_f   (long_name='Imports in consumption, F')
  s_r       (long_name='Share of H long bonds with the restricted of H')
  a_foreign (long_name='H long bonds abroad over quarterly output of H')
  s_hf      (long_name='Share of F long bonds with the restricted of H')
  s_rf      (long_name='Share of F long bonds with the restricted of F')
  b_rh      (long_name='H long bonds of a restricted household of H over output')
  b_rf      (long_name='F long bonds of a restricted household of H over output')
  b_frf     (long_name='F long bonds of a restricted household of F over output')
  b_frh     (long_name='H long bonds of a restricted household of F over output')
  elb       (long_name='Lower bound of the policy rate of F, deviation')
  per_x_treasury (long_name='F long bonds per percent of GDP of ten-year equivalents bought')
  per_x_h   (long_name='H long bonds per percent of GDP of ten-year equivalents bought')
;

// all values are ours, see choice 1
n = 0.05;
beta = 0.9975;  zeta = 0.0025;
omega = 0.9;  omega_f = 0.9;                       // segmentation about as in chen_curdia_ferrero_2012
sigma = 2;  h = 0.7;  phi = 2;
cy = 0.8;  alpha = 0.4;  eta = 0.9;
xi = 0.75;  xi_x = 0.9;  xi_w = 0.85;  e_w = 6;
bond_quarters = 30;
l_gdp = 1.6;  l_gdp_f = 1.6;                       // 40 percent of annual output
s_u = 0.4;  s_foreign = 0.3;                       // non-residents hold 30 percent of H bonds
s_uf = 0.6;
zeta_el = 0.006;  zeta_el_f = 0.006;               // premium -4.3 bp for a purchase of 1 percent of output
g = 0.005;  g_f = 0.005;                           // 1 point of annual excess return moves the ratio by 50 percent
phi_b = 0.02;
rho_i = 0.85;  phi_pi = 1.7;  phi_y = 0.125;
rho_l = 0.95;  rho_risk = 0.8;  rho_cfm = 0.95;
pi_target = 0.02/4;  elb_level = 0.00125/4;        // 2 percent a year; middle of the 0 to 1/4 percent range
d10 = 8.5;                                         // ten-year par bond

beta_r = beta/(1 + zeta);
dl = 1 - 1/bond_quarters;
sg = sigma/(1 - h);
kap = (1 - xi)*(1 - beta*xi)/xi;
kapx = (1 - xi_x)*(1 - beta*xi_x)/xi_x;
kapw = (1 - xi_w)*(1 - beta*xi_w)/xi_w/(1 + e_w*phi);
alpha_f = alpha*n/(1 - n);
s_r = 1 - s_u - s_foreign;
a_foreign = s_foreign*l_gdp;
s_hf = a_foreign*n/((1 - n)*l_gdp_f);
s_rf = 1 - s_uf - s_hf;
b_rh = s_r*l_gdp/(1 - omega);
b_rf = a_foreign/(1 - omega);
b_frf = s_rf*l_gdp_f/(1 - omega_f);
b_frh = a_foreign*n/(1 - n)/(1 - omega_f);
elb = elb_level + log(beta) - pi_target;
// One percent of annual output of ten-year equivalents has the market value d10 over the duration of the model's
// bond, and is bought out of long bonds of l_gdp quarters of output.
per_x_treasury = -0.01*d10/(bond_quarters/4)*4/l_gdp_f;
per_x_h = -0.01*d10/(bond_quarters/4)*4/l_gdp;

model;
  // what a long bond pays, in goods of its own country
  # ahead = dl*p(+1) - p - pi(+1);                           // expected
  # ahead_f = dl*p_f(+1) - p_f - pi_f(+1);
  # back = dl*p - p(-1) - pi;                                // realised on last quarter's position
  # back_f = dl*p_f - p_f(-1) - pi_f;
  // demands for goods, per unit of the buyer's output
  # home = cy*c - eta*p_h;                                   // H for home goods
  # imports = cy*c - eta*p_m;                                // H for F goods
  # home_f = cy*c_f - eta*p_ff;                              // F for F goods
  # imports_f = cy*c_f - eta*p_xf;                           // F for H goods

  // ------------------------------------------------ H
  [name='H: marginal utility, unrestricted']
  lam_u = -sg*(c_u - h*c_u(-1));
  [name='H: marginal utility, restricted']
  lam_r = -sg*(c_r - h*c_r(-1));
  [name='H: consumption']
  c = omega*c_u + (1 - omega)*c_r;
  [name='H: short bonds']
  lam_u = lam_u(+1) + i - pi(+1);
  [name='H: long bonds, unrestricted']
  lam_u + zt = lam_u(+1) + ahead;
  [name='H: long bonds, restricted']
  lam_r = lam_r(+1) + ahead;
  [name='H: transaction cost']
  zt = zeta_el*l_u;
  [name='H: portfolio of the restricted']
  (ahead_f + s(+1) - s) - ahead = g*(b_f - b_h);
  [name='uncovered interest parity']
  i - pi(+1) = i_f - pi_f(+1) + s(+1) - s - phi_b*nfs + risk;
  [name='H: market for long bonds']
  l = s_u*l_u + s_r*b_h + s_foreign*(b_fh + s);
  [name='H: budget of the restricted']
  b_rh*b_h + b_rf*b_f = (b_rh*(b_h(-1) + back) + b_rf*(b_f(-1) + back_f + s - s(-1)))/beta_r + rev - cy*c_r;
  [name='H: income from production']
  rev = (1 - alpha)*(home + p_h) + alpha*(imports_f + p_xf + s);
  [name='H: net exports']
  nx = alpha*(imports_f + p_xf + s) - alpha*(imports + p_m);
  [name='balance of payments']
  nfs + a_foreign*(b_f - b_fh - s) = nfs(-1)/beta
    + a_foreign/beta_r*((b_f(-1) + back_f + s - s(-1)) - (b_fh(-1) + s(-1) + back)) + nx;
  [name='H: output']
  y = (1 - alpha)*home + alpha*imports_f;
  [name='H: consumer price']
  (1 - alpha)*p_h + alpha*p_m = 0;
  [name='H: relative price of home goods']
  pi_h = pi + p_h - p_h(-1);
  [name='H: relative price of imports']
  pi_m = pi + p_m - p_m(-1);
  [name='H: inflation of home goods']
  pi_h = beta*pi_h(+1) + kap*(w - p_h);
  [name='H: inflation of imports']
  pi_m = beta*pi_m(+1) + kapx*(w_f + s - p_m);
  [name='H: wages']
  w - w(-1) + pi = beta*(w(+1) - w + pi(+1)) + kapw*(phi*y - omega*lam_u - (1 - omega)*lam_r - w);
  [name='H: policy rule']
  i = rho_i*i(-1) + (1 - rho_i)*(phi_pi*pi + phi_y*y) + e_i;
  [name='H: long yield']
  y_l = -p/bond_quarters;
  [name='H: long yield by expected policy rates']
  y_eh = i/bond_quarters + dl*y_eh(+1);
  [name='H: term premium']
  rp = y_l - y_eh;
  [name='H: long bonds in private hands']
  l = rho_l*l(-1) - e_l;
  [name='risk cost of short bonds']
  risk = rho_risk*risk(-1) + e_risk;
  [name='tax on foreign holdings']
  cfm = rho_cfm*cfm(-1) + e_cfm;

  // ------------------------------------------------ F
  [name='F: marginal utility, unrestricted']
  lam_uf = -sg*(c_uf - h*c_uf(-1));
  [name='F: marginal utility, restricted']
  lam_rf = -sg*(c_rf - h*c_rf(-1));
  [name='F: consumption']
  c_f = omega_f*c_uf + (1 - omega_f)*c_rf;
  [name='F: short bonds']
  lam_uf = lam_uf(+1) + i_f - pi_f(+1);
  [name='F: long bonds, unrestricted']
  lam_uf + zt_f = lam_uf(+1) + ahead_f;
  [name='F: long bonds, restricted']
  lam_rf = lam_rf(+1) + ahead_f;
  [name='F: transaction cost']
  zt_f = zeta_el_f*l_uf;
  [name='F: portfolio of the restricted']
  (ahead - s(+1) + s) - ahead_f - cfm = g_f*(b_fh - b_ff);
  [name='F: market for long bonds']
  l_f = s_uf*l_uf + s_rf*b_ff + s_hf*(b_f - s);
  [name='F: budget of the restricted']
  b_frf*b_ff + b_frh*b_fh = (b_frf*(b_ff(-1) + back_f) + b_frh*(b_fh(-1) + back - s + s(-1)))/beta_r
    + rev_f - cy*c_rf;
  [name='F: income from production']
  rev_f = (1 - alpha_f)*(home_f + p_ff) + alpha_f*(imports + p_m - s);
  [name='F: net exports']
  nx_f = alpha_f*(imports + p_m - s) - alpha_f*(imports_f + p_xf);
  [name='F: output']
  y_f = (1 - alpha_f)*home_f + alpha_f*imports;
  [name='F: consumer price']
  (1 - alpha_f)*p_ff + alpha_f*p_xf = 0;
  [name='F: relative price of F goods']
  pi_ff = pi_f + p_ff - p_ff(-1);
  [name='F: relative price of imports']
  pi_xf = pi_f + p_xf - p_xf(-1);
  [name='F: inflation of F goods']
  pi_ff = beta*pi_ff(+1) + kap*(w_f - p_ff);
  [name='F: inflation of imports']
  pi_xf = beta*pi_xf(+1) + kapx*(w - s - p_xf);
  [name='F: wages']
  w_f - w_f(-1) + pi_f
    = beta*(w_f(+1) - w_f + pi_f(+1)) + kapw*(phi*y_f - omega_f*lam_uf - (1 - omega_f)*lam_rf - w_f);
  [name='F: policy rule']
  i_fs = rho_i*i_f(-1) + (1 - rho_i)*(phi_pi*pi_f + phi_y*y_f) + e_if;
  [name='F: lower bound']
  i_f = max(elb, i_fs);
  [name='F: long yield']
  y_lf = -p_f/bond_quarters;
  [name='F: long yield by expected policy rates']
  y_ehf = i_f/bond_quarters + dl*y_ehf(+1);
  [name='F: term premium']
  rp_f = y_lf - y_ehf;
  [name='F: long bonds in private hands']
  l_f = rho_l*l_f(-1) - e_lf;
end;
