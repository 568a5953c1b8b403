"""Numbers that may be given for an assumption: outside them the equations say nothing."""

from collections.abc import Mapping

from qelab.core.errors import QelabError


def check_bounds(part: str, values: object, bounds: Mapping[str, tuple[float, float]]) -> None:
    """Refuse an assumption outside its bounds.

    Parameters
    ----------
    part : dotted name of the part that holds it, as in ``markets.lending``
    bounds : lowest and highest value by field

    Raises
    ------
    QelabError QE861 : a value outside them
    """
    for name, (low, high) in bounds.items():
        value = getattr(values, name)
        if not low <= value <= high:
            raise QelabError("QE861", name=f"{part}.{name}", value=value, low=low, high=high)
