// sims_wu_zhang_2023: the four-equation New Keynesian model with quantitative easing, quarterly, linear.
//
// Source: Sims, Wu & Zhang (2023), The Four-Equation New Keynesian Model, Review of Economics and Statistics
//   105(4), 931-947; coefficients of its Table 1. The parameters of the bond are those of the nonlinear model in
//   the working paper (NBER 26067).
// Variables are deviations from the steady state in fractions (0.01 is one percent); rates and inflation are per
//   quarter. Quantities called stocks are at the end of the period.
//
// Idea: patient households save at banks. Impatient ones consume what they borrow by long bonds, which banks and
//   the central bank hold. A purchase is credit, so it raises the spending of the impatient; and because their
//   consumption earns the labour supplied by the others no less, it lowers marginal cost at a given output.
//
// Deviations and choices, all of them:
//   1. The lower bound is not in the four equations: i = max(elb, i_shadow) is added, elb = 1 - 1/beta, a net
//      rate of zero with no inflation in the steady state.
//   2. The policy rule's inertia sits on the rate that is observed, not on the shadow rate.
//   3. qe is an AR(1) with the innovation e_q. The paper also lets it follow a rule at the bound; a path of
//      holdings handed over from outside replaces that.
//   4. The long bond has been solved out of the four equations. Its value (the impatient consume the value of
//      their bonds, z of output) and its duration (coupon decay decay_b, gross return 1/beta_b) come back only
//      to translate holdings, see the last parameters.
// Errata of public files, which this file does not share:
//   5. A public replication of the nonlinear model leaves out the equation of the reset price: it sets
//      epsilon*x1 = (epsilon-1)*x2 instead of p* = epsilon/(epsilon-1)*x1/x2. Inflation then answers several times
//      too strongly. The nonlinear model beside the replication tests of this folder has the equation.

var
  x         $x$              (long_name='Output gap')
  pi        $\pi$            (long_name='Inflation')
  i_shadow  $r^s$            (long_name='Policy rate without the lower bound')
  i         $r$              (long_name='Policy rate')
  r_f       $r^f$            (long_name='Natural rate of interest')
  theta     $\theta$         (long_name='Credit shock: leverage that banks are allowed')
  qe        $qe$             (long_name='Long bonds at the central bank, market value')
;

varexo
  e_i       $\epsilon^r$       (long_name='Policy rate shock')
  e_f       $\epsilon^f$       (long_name='Natural rate shock')
  e_theta   $\epsilon^\theta$  (long_name='Credit shock')
  e_q       $\epsilon^q$       (long_name='Purchase of long bonds')
;

parameters
  beta        (long_name='Discount factor of the patient')
  z           (long_name='Share of the impatient in consumption')
  sigma       (long_name='Inverse elasticity of intertemporal substitution')
  b_fi        (long_name='Share of long bonds held by banks')
  b_cb        (long_name='Share of long bonds held by the central bank')
  gamma       (long_name='Inflation on marginal cost')
  zeta        (long_name='Marginal cost on the output gap')
  rho_i       (long_name='Inertia of the policy rate')
  phi_pi      (long_name='Policy rule on inflation')
  phi_x       (long_name='Policy rule on the output gap')
  rho_f       (long_name='Persistence of the natural rate')
  rho_theta   (long_name='Persistence of the credit shock')
  rho_q       (long_name='Persistence of holdings of the central bank')
  elb         (long_name='Lower bound of the policy rate, deviation')
  beta_b      (long_name='Discount factor of the impatient')
  decay_b     (long_name='Decay of coupons of the long bond')
  d_10        (long_name='Duration of the ten-year bond, years')
  d_b         (long_name='Duration of the long bond, years')
  value_cb    (long_name='Value of long bonds at the central bank over annual output')
  per_x       (long_name='Change of qe for ten-year equivalents of 1 percent of annual output')
;

// Table 1 of the paper
beta = 0.995;  z = 0.33;  sigma = 1;
b_fi = 0.7;  b_cb = 1 - b_fi;
gamma = 0.086;  zeta = 2.49;                     // slope of the Phillips curve .214
rho_i = 0.8;  phi_pi = 1.5;  phi_x = 0;
rho_f = 0.8;  rho_theta = 0.8;  rho_q = 0.8;
elb = 1 - 1/beta;                                // our addition, see deviation 1

// translation of holdings, see deviation 4
beta_b = 0.99;  decay_b = 0.975;                 // working paper
d_10 = 8.5;                                      // of a ten-year par bond
d_b = 1/(1 - decay_b*beta_b)/4;                  // 7.19 years
value_cb = b_cb*z/4;                             // 2.475 percent of annual output
per_x = 0.01*(d_10/d_b)/value_cb;

model;
  [name='output gap']
  x = x(+1) - (1 - z)/sigma*(i - pi(+1) - r_f) - z*(b_fi*(theta(+1) - theta) + b_cb*(qe(+1) - qe));
  [name='inflation']
  pi = gamma*zeta*x - z*gamma*sigma/(1 - z)*(b_fi*theta + b_cb*qe) + beta*pi(+1);
  [name='policy rule']
  i_shadow = rho_i*i(-1) + (1 - rho_i)*(phi_pi*pi + phi_x*x) + e_i;
  [name='lower bound']
  i = max(elb, i_shadow);
  [name='natural rate']
  r_f = rho_f*r_f(-1) + e_f;
  [name='credit']
  theta = rho_theta*theta(-1) + e_theta;
  [name='holdings of the central bank']
  qe = rho_q*qe(-1) + e_q;
end;
