// us_core: a semi-structural model of the United States, quarterly.
//
// Source: equations and coefficients of qelab's us_core (FRB/US-type behaviour with discounted expectations);
//   every coefficient is a parameter below, with what it is.
// Variables are deviations from the steady state: quantities and asset prices in percent (100 x log), rates and
//   inflation in percentage points per annum, net exports in percent of output.
//
// Deviations and choices, all of them:
//   1. Attention m (cognitive discounting, Gabaix 2020, American Economic Review 110(8)) multiplies only the
//      expectations where it is written. It does not touch term premia (arbitrageurs are rational), nor the
//      expected inflation in the one-quarter real rate, nor expected house prices.
//   2. Demand shocks last: e_y = rho_y e_y(-1) + eps_y. The persistence is our choice: .88 to .90 reproduces the
//      published ratio of the ten-year yield's response to the term premium's in a replay of 2008 to 2016; .95
//      would have markets expect eleven quarters at the bound in 2009.
//   3. No separate government spending: it is part of e_y.
//   4. The effect of the stock of mortgage securities on the mortgage spread enters through eps_m.
//   5. The instantaneous term premium tpf is handed over by the layer `rates`; this file accumulates it.
//   6. House prices follow the real mortgage rate (ph_pie = 1). The equation at the source shows the nominal one
//      (ph_pie = 0), but the responses published with it are those of the real rate: +5.1 instead of +4.3 percent
//      after 100 basis points less term premium with the policy rate held for twelve quarters. An erratum.
//   7. The lower bound is a kink, not a smooth function: i = max(elb, i_shadow).
//   8. eps_u lets unemployment leave Okun's law, to match it in data; zero unless it is asked for. The equation at
//      the source has no such shock.

var
  y         $y$              (long_name='Output gap')
  yp        $y^p$            (long_name='Permanent income')
  c         $c$              (long_name='Consumption')
  ib        $i^b$            (long_name='Business investment')
  h         $h$              (long_name='Residential investment')
  nx        $nx$             (long_name='Net exports, percent of output')
  u         $u$              (long_name='Unemployment rate')
  pi        $\pi$            (long_name='Inflation, annual rate')
  pi4       $\pi^4$          (long_name='Inflation over four quarters')
  i_shadow  $i^s$            (long_name='Policy rate without the lower bound')
  i         $i$              (long_name='Policy rate')
  r10e      $r^{10,e}$       (long_name='Expected policy rate over ten years')
  r5e       $r^{5,e}$        (long_name='Expected policy rate over five years')
  tp10      $tp^{10}$        (long_name='Ten-year term premium')
  tp5       $tp^{5}$         (long_name='Five-year term premium')
  pie10     $\pi^{10,e}$     (long_name='Expected inflation over ten years')
  pie5      $\pi^{5,e}$      (long_name='Expected inflation over five years')
  q         $q$              (long_name='Real equity price')
  reer      $reer$           (long_name='Real exchange rate, up is appreciation')
  ph        $p^h$            (long_name='Real house price')
  w         $w$              (long_name='Household wealth')
  sp        $sp$             (long_name='Corporate bond spread')
  spm       $sp^m$           (long_name='Mortgage spread over the ten-year yield')
  r10       $r^{10}$         (long_name='Ten-year yield')
  r5        $r^{5}$          (long_name='Five-year yield')
  rm        $r^m$            (long_name='Mortgage rate')
  e_y       $e^y$            (long_name='Demand shock, persistent')
;

varexo
  eps_y     $\epsilon^y$     (long_name='Demand shock')
  eps_pi    $\epsilon^\pi$   (long_name='Price shock')
  eps_u     $\epsilon^u$     (long_name='Unemployment shock')
  eps_i     $\epsilon^i$     (long_name='Policy rate shock')
  eps_sp    $\epsilon^{sp}$  (long_name='Corporate spread shock')
  eps_m     $\epsilon^m$     (long_name='Mortgage spread shock')
  eps_erp   $\epsilon^{erp}$ (long_name='Equity premium shock')
  tpf       $tpf$            (long_name='Instantaneous term premium')
;

parameters
  m           (long_name='Attention to the future')
  omega_c     (long_name='Consumption in output')
  omega_ib    (long_name='Business investment in output')
  omega_h     (long_name='Residential investment in output')
  beta_yp     (long_name='Weight of current output in permanent income')
  rho_c       (long_name='Inertia of consumption')
  c_yp        (long_name='Consumption on permanent income')
  c_y         (long_name='Consumption on current income (hand to mouth)')
  c_w         (long_name='Consumption on wealth')
  s_c         (long_name='Consumption on the real five-year yield')
  rho_ib      (long_name='Inertia of business investment')
  ib_y        (long_name='Business investment on output')
  ib_mix      (long_name='Weight of current output in that output')
  s_i         (long_name='Business investment on the real ten-year yield and the spread')
  rho_h       (long_name='Inertia of residential investment')
  h_yp        (long_name='Residential investment on permanent income')
  s_h         (long_name='Residential investment on the real mortgage rate')
  rho_nx      (long_name='Inertia of net exports')
  nx_reer     (long_name='Net exports on the real exchange rate')
  nx_y        (long_name='Net exports on the growth of output')
  rho_u       (long_name='Inertia of unemployment')
  okun        (long_name='Okun slope')
  pi_lag      (long_name='Inflation on its own past')
  pi_lead     (long_name='Inflation on its expectation')
  kappa_u     (long_name='Inflation on unemployment')
  pi_reer     (long_name='Inflation on the change of the exchange rate')
  rho_i       (long_name='Inertia of the policy rate')
  phi_pi      (long_name='Policy rule on four-quarter inflation')
  phi_y       (long_name='Policy rule on the output gap')
  elb         (long_name='Lower bound of the policy rate, deviation')
  delta10     (long_name='Quarterly weight of the future in the ten-year yield')
  delta5      (long_name='Quarterly weight of the future in the five-year yield')
  tp5_load    (long_name='Instantaneous premium in the five-year premium')
  q_beta      (long_name='Equity discount factor')
  q_y         (long_name='Dividends on output')
  q_tpf       (long_name='Equity on the instantaneous term premium')
  q_sp        (long_name='Equity on the corporate spread')
  q_yp        (long_name='Equity on permanent income')
  reer_beta   (long_name='Weight of the expected exchange rate')
  reer_tpf    (long_name='Exchange rate on the instantaneous term premium')
  rho_ph      (long_name='Inertia of house prices')
  ph_lead     (long_name='House prices on their expectation')
  ph_yp       (long_name='House prices on permanent income')
  ph_rm       (long_name='House prices on the mortgage rate')
  ph_pie      (long_name='Share of expected inflation taken off that mortgage rate')
  w_q         (long_name='Equity in household wealth')
  w_ph        (long_name='Houses in household wealth')
  rho_sp      (long_name='Inertia of the corporate spread')
  sp_yp       (long_name='Corporate spread on permanent income')
  rho_m       (long_name='Inertia of the mortgage spread')
  rho_y       (long_name='Persistence of demand shocks')
;

m = 0.97;
omega_c = 0.675;  omega_ib = 0.135;  omega_h = 0.04;
beta_yp = 0.07;
rho_c = 0.74;  c_yp = 0.66;  c_y = 0.24;  c_w = 0.18;  s_c = 0.55;
rho_ib = 0.84;  ib_y = 1.885;  ib_mix = 0.5;  s_i = 3.6;
rho_h = 0.80;  h_yp = 1.2;  s_h = 6.5;
rho_nx = 0.90;  nx_reer = 0.11;  nx_y = 0.13;
rho_u = 0.55;  okun = 0.58;                      // slope .61 estimated on FRB/US gaps 1985-2019; prior N(.58, .05)
pi_lag = 0.38;  pi_lead = 0.56;  kappa_u = 0.036;  pi_reer = 0.008;
rho_i = 0.85;  phi_pi = 1.5;  phi_y = 1.0;
elb = 0.125 - 3.5;                               // middle of the 0 to 1/4 range less r* + pi* = 3.5
delta10 = 1 - 1/34;  delta5 = 1 - 1/18;  tp5_load = 0.5;
q_beta = 0.9875;  q_y = 1.5;  q_tpf = 0.90;  q_sp = 0.5;  q_yp = 0.6;
reer_beta = 0.995;  reer_tpf = 0.85;
rho_ph = 0.90;  ph_lead = 0.96;  ph_yp = 0.70;  ph_rm = 4.0;  ph_pie = 1;  // 0: nominal
w_q = 0.30;  w_ph = 0.27;
rho_sp = 0.80;  sp_yp = 0.22;
rho_m = 0.9;
rho_y = 0.90;                                    // our choice, see deviation 2

model;
  # real_rate = i - pi(+1);                      // one quarter ahead, percentage points per annum

  [name='output gap']
  y = omega_c*c + omega_ib*ib + omega_h*h + nx + e_y;
  [name='permanent income']
  yp = beta_yp*y + (1 - beta_yp)*m*yp(+1);
  [name='consumption']
  c = rho_c*c(-1) + (1 - rho_c)*(c_yp*yp + c_y*y + c_w*w - s_c*(r5 - pie5));
  [name='business investment']
  ib = rho_ib*ib(-1) + (1 - rho_ib)*(ib_y*(ib_mix*y + (1 - ib_mix)*yp) - s_i*(r10 - pie10 + sp));
  [name='residential investment']
  h = rho_h*h(-1) + (1 - rho_h)*(h_yp*yp - s_h*(rm - pie10));
  [name='net exports']
  nx = rho_nx*nx(-1) - (1 - rho_nx)*nx_reer*reer - nx_y*(y - rho_nx*y(-1));
  [name='unemployment']
  u = rho_u*u(-1) - (1 - rho_u)*okun*y + eps_u;
  [name='inflation']
  pi = pi_lag*pi(-1) + pi_lead*m*pi(+1) - kappa_u*u - pi_reer*(reer - reer(-1)) + eps_pi;
  [name='inflation over four quarters']
  pi4 = (pi + pi(-1) + pi(-2) + pi(-3))/4;
  [name='policy rule']
  i_shadow = rho_i*i(-1) + (1 - rho_i)*(phi_pi*pi4 + phi_y*y) + eps_i;
  [name='lower bound']
  i = max(elb, i_shadow);
  [name='expected rate, ten years']
  r10e = (1 - delta10)*i + delta10*m*r10e(+1);
  [name='expected rate, five years']
  r5e = (1 - delta5)*i + delta5*m*r5e(+1);
  [name='term premium, ten years']
  tp10 = (1 - delta10)*tpf + delta10*tp10(+1);
  [name='term premium, five years']
  tp5 = (1 - delta5)*tp5_load*tpf + delta5*tp5(+1);
  [name='expected inflation, ten years']
  pie10 = (1 - delta10)*pi(+1) + delta10*m*pie10(+1);
  [name='expected inflation, five years']
  pie5 = (1 - delta5)*pi(+1) + delta5*m*pie5(+1);
  [name='equity price']
  q = q_beta*m*q(+1) + (1 - q_beta)*q_y*y - (real_rate + q_tpf*tpf + q_sp*sp - q_yp*yp + eps_erp)/4;
  [name='real exchange rate']
  reer = reer_beta*m*reer(+1) + (real_rate + reer_tpf*tpf)/4;
  [name='house price']
  ph = rho_ph*ph(-1) + (1 - rho_ph)*(ph_lead*ph(+1) + ph_yp*yp - ph_rm*(rm - ph_pie*pie10));
  [name='wealth']
  w = w_q*q + w_ph*ph;
  [name='corporate spread']
  sp = rho_sp*sp(-1) - (1 - rho_sp)*sp_yp*yp + eps_sp;
  [name='mortgage spread']
  spm = rho_m*spm(-1) + eps_m;
  [name='ten-year yield']
  r10 = r10e + tp10;
  [name='five-year yield']
  r5 = r5e + tp5;
  [name='mortgage rate']
  rm = r10 + spm;
  [name='demand shock']
  e_y = rho_y*e_y(-1) + eps_y;
end;
