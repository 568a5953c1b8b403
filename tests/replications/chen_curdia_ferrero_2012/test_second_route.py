"""The same economy by a second route: 35 equations written again as vectors, solved by a generalised Schur form.

Shares nothing with the model file, its reader or the solvers: parameters, steady state and equations are typed again.
"""

from collections.abc import Callable
from types import SimpleNamespace

import numpy as np
import pytest
from scipy.linalg import ordqz

from qelab import macro

pytestmark = pytest.mark.replication
HORIZON = 200
OF_EACH = ("lam", "c", "pn", "pd", "wn", "wd")  # of unrestricted and restricted households
COMMON = (
    "i", "pi", "y_l", "zt", "zs", "y", "n", "k", "k_e", "u", "inv", "q", "rk", "w", "mc", "b_long", "b_short", "tax",
    "y_eh", "rp", "z", "g", "b_p",
)  # fmt: skip
NAMES = (*(f"{name}_{group}" for name in OF_EACH for group in "ur"), *COMMON)
LAGS = ("y1", "y2", "y3", "z1", "z2")  # y and z one to three quarters ago
SHOCKS = ("e_b", "e_i", "e_zeta", "e_z", "e_g", "e_p")
COUNT = len(NAMES) + len(LAGS)


def vectors(offset: int, names: tuple[str, ...]) -> SimpleNamespace:
    """Unit vectors (3n + k,): last period's variables, this one's, the next one's, shocks."""
    return SimpleNamespace(
        **{name: np.eye(3 * COUNT + len(SHOCKS))[offset + at] for at, name in enumerate(names)}
    )


def calibration() -> SimpleNamespace:
    """Published version, and the steady state in closed form."""
    p = SimpleNamespace(
        beta_u=0.9988, eg=np.exp(0.005), gross=1.0053, h=0.8020, nu=1.9295, xi_p=0.9288, xi_w=0.7342, chi_w=0.5611,
        s2=4.7815, zeta_el=0.003274, D=30.0, phi_t=1.2543, rho_i=0.8565, phi_pi=1.5979, phi_y=0.3251,
        eps=1e-5, bs=1 / 1.8533, bl=0.8533 / 1.8533, sig={"u": 3.3548, "r": 2.0825}, alpha=0.33, gs=0.2,
    )  # fmt: skip
    omega, ratio, markup, delta = 0.9468, 1.7030, 1.15, 0.025
    p.beta = {"u": p.beta_u, "r": p.beta_u / 1.001242}
    p.m_u = omega * ratio / (omega * ratio + 1 - omega)
    p.beta_a = p.m_u * p.beta["u"] + (1 - p.m_u) * p.beta["r"]
    p.rk, p.dep = p.eg / p.beta_a - 1 + delta, (1 - delta) / p.eg
    capital = p.alpha / (markup * p.rk)  # over trend output
    p.share_inv, p.share_u = (p.eg - 1 + delta) * capital, p.rk * capital
    restricted = (1 - p.share_inv - p.gs) / (omega * 0.9760 + 1 - omega)
    p.cu, p.cr = omega * 0.9760 * restricted, (1 - omega) * restricted
    discounts = (1 - p.beta["u"] * p.xi_p) / (1 - p.beta["r"] * p.xi_p)
    p.chi_p = omega / (omega + (1 - omega) * discounts / ratio)
    coupon = p.eg * p.gross / p.beta["r"] * (1 - 1 / p.D)
    p.kd, p.e, p.util = coupon / (p.eg * p.gross), 1 / 0.15, 0.2159 / p.rk
    p.tg = (1 / p.beta["u"] - 1) * p.bs + (1 / p.beta["r"] - 1) * p.bl
    return p


def equations() -> np.ndarray:
    """Rows (n, 3n + k) that are zero; numbers are those of the list."""
    p, names = calibration(), (*NAMES, *LAGS)
    b, v, f = (vectors(COUNT * block, names) for block in range(3))  # back, now, forward
    e = vectors(3 * COUNT, SHOCKS)
    rows = [
        v.mc - p.alpha * v.rk - (1 - p.alpha) * v.w,  # 1
        v.k_e - v.w + v.rk - v.n,
        v.y - p.alpha * v.k_e - (1 - p.alpha) * v.n,
        v.pi - (1 - p.xi_p) / p.xi_p * (p.chi_p * (v.pn_u - v.pd_u) + (1 - p.chi_p) * (v.pn_r - v.pd_r)),  # 8
        v.k_e - v.u - b.k + v.z,
        v.k - p.dep * (b.k - v.z) - (1 - p.dep) * v.inv,  # 10
        v.rk - p.util * v.u,
    ]
    m1, s_inv = p.m_u * p.beta["u"] / p.beta_a, p.eg**2 * p.s2
    rows += [
        v.q + p.m_u * v.lam_u + (1 - p.m_u) * v.lam_r - m1 * f.lam_u - (1 - m1) * f.lam_r + f.z
        - p.beta_a / p.eg * (p.rk * f.rk + p.dep * p.eg * f.q),  # 12
        v.q - s_inv * (v.z + v.inv - b.inv) + p.beta_a * s_inv * (f.z + f.inv - v.inv),
    ]  # fmt: skip
    for j in "ur":
        rows += of_each(p, j, b, v, f)
    rows += [
        v.lam_u - v.i - f.lam_u + f.z + f.pi,  # 16
        v.zt + v.lam_u - p.D * v.y_l + (p.D - 1) * f.y_l - f.lam_u + f.z + f.pi,
        v.lam_r - v.lam_u - v.zt - (1 - p.eps) * (f.lam_r - f.lam_u),  # 18
        v.w - p.xi_w * (b.w - v.pi - v.z)
        - (1 - p.xi_w) / (1 + (1 + p.e) * p.nu) * (p.chi_w * (v.wn_u - v.wd_u) + (1 - p.chi_w) * (v.wn_r - v.wd_r)),
        p.bs * v.b_short + p.bl * v.b_long - p.bs / p.beta["u"] * (b.b_short + b.i - v.z - v.pi)
        - p.bl / p.beta["r"] * (b.b_long + p.D * b.y_l - v.z - v.pi) + p.kd * p.bl * p.D * v.y_l + p.tg * v.tax,  # 24
        v.tax - p.phi_t * (p.bs * b.b_short + p.bl * b.b_long) / (p.bs + p.bl),
        v.b_long - 0.9659 * b.b_long - e.e_b,
        v.zt - p.zeta_el * v.b_long - v.zs,
        v.zs - 0.9426 * b.zs - e.e_zeta,
        v.i - p.rho_i * b.i - e.e_i
        - (1 - p.rho_i) * (p.phi_pi * v.pi + p.phi_y * (v.y - b.y3 + v.z + b.z + b.z1 + b.z2)),  # 29
        v.y - p.cu * v.c_u - p.cr * v.c_r - p.share_inv * v.inv - p.gs * v.g - p.share_u * v.u,
        v.y_eh - v.i / p.D - (1 - 1 / p.D) * f.y_eh,
        v.rp - v.y_l + v.y_eh,
        v.z - 0.1430 * b.z - e.e_z, v.g - 0.7491 * b.g - e.e_g, v.b_p - 0.9614 * b.b_p - e.e_p,  # 33-35
        v.y1 - b.y, v.y2 - b.y1, v.y3 - b.y2, v.z1 - b.z, v.z2 - b.z1,
    ]  # fmt: skip
    return np.array(rows)


def of_each(
    p: SimpleNamespace, j: str, back: SimpleNamespace, v: SimpleNamespace, ahead: SimpleNamespace
) -> list[np.ndarray]:
    """Equations 4, 6, 14, 19 and 21 of one group."""

    def own(block: SimpleNamespace) -> Callable[[str], np.ndarray]:
        return lambda name: getattr(block, f"{name}_{j}")

    b, x, f = own(back), own(v), own(ahead)
    beta, sigma = p.beta[j], p.sig[j] / (1 - p.h)
    price, wage = beta * p.xi_p, beta * p.xi_w
    drift = ahead.pi + ahead.z
    bracket = (1 + beta * p.h**2) * x("c") - beta * p.h * f("c") - p.h * b("c")
    return [
        x("pn") - (1 - price) * (x("lam") + v.y + v.mc) - price * ((1 + p.e) * ahead.pi + f("pn")),
        x("pd") - (1 - price) * (x("lam") + v.y) - price * (p.e * ahead.pi + f("pd")),
        x("lam") - (v.b_p - beta * p.h * ahead.b_p - sigma * bracket) / (1 - beta * p.h),
        x("wn") - (1 - wage) * (v.b_p + (1 + p.nu) * (v.n + (1 + p.e) * v.w))
        - wage * ((1 + p.e) * (1 + p.nu) * drift + f("wn")),
        x("wd") - (1 - wage) * (x("lam") + v.n + (1 + p.e) * v.w) - wage * (p.e * drift + f("wd")),
    ]  # fmt: skip


def schur_solution(lag: np.ndarray, current: np.ndarray, lead: np.ndarray) -> np.ndarray:
    """G (n, n) with lag + current G + lead G^2 = 0, from the deflating subspace of the stable roots."""
    n, nothing, identity = len(lag), np.zeros_like(lag), np.eye(len(lag))
    left, right = np.block([[nothing, identity], [lag, current]]), np.block([[identity, nothing], [nothing, -lead]])
    inside = lambda alpha, beta: np.abs(alpha) < (1 + 5e-6) * np.abs(beta)  # noqa: E731
    _, _, alpha, beta, _, z = ordqz(left, right, sort=inside, output="complex")  # pyright: ignore
    assert inside(alpha, beta).sum() == n
    return np.real(np.linalg.solve(z[:n, :n].T, z[n:, :n].T).T)


def paths(exogenous: np.ndarray) -> np.ndarray:
    """Variables (T, n) with all shocks (T, k) known from the start: news backwards, states forwards."""
    lag, current, lead, on = np.split(equations(), [COUNT, 2 * COUNT, 3 * COUNT], axis=1)
    onward = schur_solution(lag, current, lead)
    news, state, found = np.zeros(COUNT), np.zeros(COUNT), []
    impulses = []
    for shocks in exogenous[::-1]:
        news = -np.linalg.solve(current + lead @ onward, lead @ news + on @ shocks)
        impulses.append(news)
    for impulse in impulses[::-1]:
        state = onward @ state + impulse
        found.append(state)
    return np.array(found)


@pytest.fixture(scope="module")
def shocks() -> np.ndarray:
    """Purchases over five years and every other shock, known or not yet due, (T, k)."""
    depth = -0.34 * np.interp(np.arange(HORIZON + 1), [0, 4, 12, 20], [0, 1, 1, 0])
    exogenous = np.zeros((HORIZON, len(SHOCKS)))
    exogenous[:, 0] = depth[1:] - 0.9659 * depth[:-1]
    exogenous[0, 2:] = 1e-4, 0.002, 0.01, -0.05
    exogenous[6, 2:] = -1e-4, -0.001, 0.02, 0.03
    return exogenous


def test_number_of_equations():
    assert equations().shape == (COUNT, 3 * COUNT + len(SHOCKS))
    assert len(NAMES) == 35


@pytest.mark.parametrize("peg", [0, 4])
def test_same_paths(shocks, peg):
    model = macro.load("chen_curdia_ferrero_2012")
    exogenous = np.zeros((HORIZON, len(model.exogenous)))
    for at, name in enumerate(SHOCKS):
        exogenous[:, model.shock_index(name)] = shocks[:, at]
    targets = (macro.Target(variable="i", shock="e_i", values=np.zeros(peg)),) if peg else ()
    ours = macro.solver(model, HORIZON).solve(model.steady_state, exogenous, targets=targets)
    rate, held = NAMES.index("i"), shocks.copy()
    if peg:  # innovations that hold the rate, from its responses to each of them
        units = [np.zeros_like(shocks) for _ in range(peg)]
        for quarter, unit in enumerate(units):
            unit[quarter, 1] = 1.0
        response = np.transpose([paths(unit)[:peg, rate] for unit in units])
        held[:peg, 1] = np.linalg.solve(response, -paths(shocks)[:peg, rate])
    theirs = paths(held)
    for at, name in enumerate(NAMES):
        assert np.abs(theirs[:, at]).max() > 1e-6, name
        assert np.abs(ours[name] - theirs[:, at]).max() < 1e-10, name
