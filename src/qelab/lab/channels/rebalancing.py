"""Who ends up holding what: securities, deposits, corporate bonds and shares of every sector, read from the books.

Answers: into whose hands go the money and the bonds? The books hold it already: what the central bank bought, from whom, and what
non-banks bought next with the money (``books/transactions``). Nothing is counted here a second time.
"""

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from qelab.core.members import members
from qelab.core.units import MONTHS_PER_QUARTER
from qelab.core.vocabulary import series as vocabulary_series
from qelab.lab.channels.base import Found
from qelab.ledger.cells import INSTRUMENTS, SECTORS
from qelab.ledger.instruments import Instrument
from qelab.ledger.sectors import Sector

Array = NDArray[np.float64]
HELD: Mapping[str, Mapping[str, tuple[Instrument, ...]]] = {
    "treasuries_mbs_by_holder_bn": {
        "treasury_securities": (Instrument.TREASURY_SECURITIES,),
        "agency_securities": (Instrument.AGENCY_MBS, Instrument.AGENCY_DEBT),
    },
    "deposits_by_holder_bn": {"whole": (Instrument.DEPOSITS,)},
    "corporate_assets_by_holder_bn": {
        "corporate_bonds": (Instrument.CORPORATE_BONDS,),
        "equities": (Instrument.EQUITIES,),
    },
}  # fmt: skip


def holders(folds: Array) -> Found:
    """Holdings by sector at quarter ends, the opening first, and the effect's parts by instrument.

    Parameters
    ----------
    folds : (2, months, 2 sides, sectors, instruments) bn, counterfactual first, the opening's month first
    """
    assets = folds[:, ::MONTHS_PER_QUARTER, 0]
    panels: dict[str, Array] = {}
    parts: dict[str, Array] = {}
    for name, instruments in HELD.items():
        held = {part: _held(assets, name, kinds) for part, kinds in instruments.items()}
        panels[name] = np.sum(list(held.values()), axis=0)
        if len(held) == 1:
            continue
        for row, member in enumerate(members(vocabulary_series(name).dimension)):
            parts |= {
                f"{name}:{member.id}.{part}": values[1, row] - values[0, row] for part, values in held.items()
            }
    return Found(panels=panels, parts=parts)


def _held(assets: Array, panel: str, kinds: tuple[Instrument, ...]) -> Array:
    """(2, holders, quarters) of these instruments."""
    rows = [SECTORS.index(Sector(member.id)) for member in members(vocabulary_series(panel).dimension)]
    columns = [INSTRUMENTS.index(kind) for kind in kinds]
    return np.moveaxis(assets[:, :, rows][..., columns].sum(axis=-1), 1, 2)
