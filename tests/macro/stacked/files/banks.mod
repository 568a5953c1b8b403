// Banks with a leverage constraint, capital quality shocks and a lower bound: Gertler & Karadi (2011), "A model of
// unconventional monetary policy", Journal of Monetary Economics 58. A file for tests and benchmarks of the solver:
// the survival rate, the share diverted and the transfer to new bankers follow from leverage and premium below.
// Values are quarterly; nothing is a logarithm.

var rho Lambda R Rk Y Ym C K L N Ne Nn I In Q U delta Pm mc nu eta phi z x D pi pistar F Z X i ishadow prem
    psi xi f fp a G credit KY;
varexo e_xi e_i e_psi;
parameters beta h chi varphi zeta theta lambda omega alpha b deltac delta_ss eta_i epsilon gamma gammaP kappa_pi
    kappa_y rho_i rho_xi rho_psi tau kappa elb lev prem_ss G_ss I_ss i_ss X_ss L_ss;

beta = 0.99; h = 0.815; varphi = 0.276; zeta = 7.2; theta = 0.972; alpha = 0.33; delta_ss = 0.025; eta_i = 1.728;
epsilon = 4.167; gamma = 0.779; gammaP = 0.241; kappa_pi = 1.5; kappa_y = 0.125; rho_i = 0; rho_xi = 0.66;
rho_psi = 0.8; tau = 0.001; kappa = 10; elb = 0; lev = 4; prem_ss = 0.0025; L_ss = 1/3;
i_ss = 1/beta - 1; X_ss = epsilon/(epsilon - 1);
omega = (1 - theta*(prem_ss*lev + 1/beta))/lev;
lambda = (1 - theta)*beta*prem_ss/(1 - beta*theta*(prem_ss*lev + 1/beta))
       + (1 - theta)/(1 - theta*beta*(prem_ss*lev + 1/beta))/lev;
b = (1/beta + prem_ss - 1 + delta_ss);
deltac = delta_ss - b/(1 + zeta);
I_ss = delta_ss*L_ss*(b*X_ss/alpha)^(1/(alpha - 1));
G_ss = 0.2*L_ss*(b*X_ss/alpha)^(alpha/(alpha - 1));
chi = (1 - beta*h)/((1 - h)*(0.8*L_ss*(b*X_ss/alpha)^(alpha/(alpha - 1)) - I_ss))*(1 - alpha)/X_ss
    *(b*X_ss/alpha)^(alpha/(alpha - 1))*L_ss^(-varphi);

model;
[name='marginal utility'] rho = 1/(C - h*C(-1)) - beta*h/(C(+1) - h*C);
[name='discount factor'] Lambda = rho(+1)/rho;
[name='Euler'] beta*R*Lambda = 1;
[name='labour'] chi*L^varphi = rho*Pm*(1 - alpha)*Y/L;
[name='marginal value of assets'] nu = beta*Lambda*((1 - theta)*(Rk(+1) - R) + theta*x(+1)*nu(+1));
[name='marginal value of net worth'] eta = 1 - theta + beta*Lambda*theta*z(+1)*eta(+1);
[name='leverage'] phi = eta/(lambda - nu);
[name='growth of net worth'] z = (Rk - R(-1))*phi(-1) + R(-1);
[name='growth of assets'] x = phi/phi(-1)*z;
[name='balance sheet'] Q*K*(1 - psi) = phi*N;
[name='net worth'] N = Ne + Nn;
[name='old bankers'] Ne = theta*z*N(-1);
[name='new bankers'] Nn = omega*Q*xi*K(-1)*(1 - psi(-1));
[name='return on capital'] Rk = (Pm*alpha*Ym/K(-1) + xi*(Q - delta))/Q(-1);
[name='production'] Ym = (xi*U*K(-1))^alpha*L^(1 - alpha);
[name='depreciation'] delta = deltac + b*U^(1 + zeta)/(1 + zeta);
[name='utilisation'] Pm*alpha*Ym/U = b*U^zeta*xi*K(-1);
[name='net investment'] In = I - delta*xi*K(-1);
[name='capital'] K = xi*K(-1) + In;
[name='growth of investment'] a = (In + I_ss)/(In(-1) + I_ss);
[name='adjustment cost'] f = eta_i/2*(a - 1)^2;
[name='slope of the adjustment cost'] fp = eta_i*(a - 1);
[name='price of capital'] Q = 1 + f + fp*a - beta*Lambda*fp(+1)*a(+1)^2;
[name='resources'] Y = C + G + I + f*(In + I_ss) + tau*psi*Q*K;
[name='government'] G = G_ss;
[name='retail'] Ym = Y*D;
[name='dispersion'] D = gamma*D(-1)*pi(-1)^(-gammaP*epsilon)*pi^epsilon
   + (1 - gamma)*((1 - gamma*pi(-1)^(gammaP*(1 - epsilon))*pi^(epsilon - 1))/(1 - gamma))^(-epsilon/(1 - epsilon));
[name='markup'] X = 1/Pm;
[name='marginal cost'] mc = Pm;
[name='numerator'] F = Y*mc + beta*gamma*Lambda*pi(+1)^epsilon*pi^(-epsilon*gammaP)*F(+1);
[name='denominator'] Z = Y + beta*gamma*Lambda*pi(+1)^(epsilon - 1)*pi^(gammaP*(1 - epsilon))*Z(+1);
[name='reset price'] pistar = epsilon/(epsilon - 1)*F/Z*pi;
[name='price index'] pi^(1 - epsilon) = gamma*pi(-1)^(gammaP*(1 - epsilon)) + (1 - gamma)*pistar^(1 - epsilon);
[name='Fisher'] 1 + i = R*pi(+1);
[name='rule'] ishadow = rho_i*i(-1) + (1 - rho_i)*(i_ss + kappa_pi*log(pi) - kappa_y*(log(X) - log(X_ss))) + e_i;
[name='lower bound'] i = max(elb, ishadow);
[name='premium'] prem = log(Rk(+1)) - log(R);
[name='credit policy'] credit = rho_psi*credit(-1) + e_psi;
[name='share of the central bank'] psi = kappa*(prem - (log(1/beta + prem_ss) - log(1/beta))) + credit;
[name='quality of capital'] log(xi) = rho_xi*log(xi(-1)) - e_xi;
[name='capital to output'] KY = K/Y;
end;

steady_state_model;
xi = 1; Lambda = 1; R = 1/beta; Rk = 1/beta + prem_ss; U = 1; delta = delta_ss; Q = 1; a = 1; f = 0; fp = 0; pi = 1;
pistar = 1; D = 1; X = X_ss; Pm = 1/X; mc = Pm; i = i_ss; ishadow = i_ss; psi = 0; credit = 0;
prem = log(Rk) - log(R); phi = lev; z = prem_ss*phi + R; x = z;
nu = (1 - theta)*beta*prem_ss/(1 - beta*theta*x); eta = (1 - theta)/(1 - theta*beta*z);
L = L_ss; K = L*(b*X_ss/alpha)^(1/(alpha - 1)); Ym = K^alpha*L^(1 - alpha); Y = Ym; KY = K/Y; I = delta_ss*K; In = 0;
G = G_ss; C = Y - I - G; rho = (1 - beta*h)/((1 - h)*C);
N = K/phi; Ne = theta*z*N; Nn = omega*K; F = Y*mc/(1 - beta*gamma); Z = Y/(1 - beta*gamma);
end;
