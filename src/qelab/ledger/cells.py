"""Where a position stands in an array: side x sector x instrument, as one number (a *cell*).

Kept apart so that the constructor of a transaction and the journal share one look-up, which is also the check
that the sector may hold or issue the instrument.
"""

from qelab.ledger.instruments import Instrument, Side, rules
from qelab.ledger.sectors import Sector

SIDES = tuple(Side)
SECTORS = tuple(Sector)
INSTRUMENTS = tuple(Instrument)
SHAPE = (len(SIDES), len(SECTORS), len(INSTRUMENTS))
CELL_COUNT = SHAPE[0] * SHAPE[1] * SHAPE[2]


def index_of(side: Side, sector: Sector, instrument: Instrument) -> int:
    """Place in the flat array, whether or not the position may exist."""
    return (SIDES.index(side) * SHAPE[1] + SECTORS.index(sector)) * SHAPE[2] + INSTRUMENTS.index(instrument)


def position_of(cell: int) -> tuple[Side, Sector, Instrument]:
    """The position behind a place of the flat array."""
    rest, instrument = divmod(cell, SHAPE[2])
    side, sector = divmod(rest, SHAPE[1])
    return SIDES[side], SECTORS[sector], INSTRUMENTS[instrument]


def _may_exist(side: Side, sector: Sector, instrument: Instrument) -> bool:
    allowed = rules(instrument).holders if side is Side.ASSET else rules(instrument).issuers
    return sector in allowed


ALLOWED_CELLS: dict[tuple[str, str, str], int] = {
    (sector, instrument, side): index_of(side, sector, instrument)
    for side in Side
    for sector in Sector
    for instrument in Instrument
    if _may_exist(side, sector, instrument)
}
FLOORED_CELLS = frozenset(
    index_of(Side.ASSET, sector, instrument)
    for instrument in Instrument
    for sector in rules(instrument).floored_holders
)
