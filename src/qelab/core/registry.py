"""Things that are added as one file each: programmes, models, openings."""

from dataclasses import dataclass
from pathlib import Path

from qelab.core.errors import QelabError


@dataclass(frozen=True, slots=True)
class Registry:
    """Ids of the files in a folder.

    ``pattern`` is relative to ``folder`` and holds ``{id}``, as in ``{id}.toml`` or ``{id}/{id}.mod``.
    """

    noun: str
    folder: Path
    pattern: str

    def ids(self) -> tuple[str, ...]:
        """Registered ids, sorted."""
        found = self.folder.glob(self.pattern.replace("{id}", "*"))
        return tuple(sorted(path.stem for path in found if self._file(path.stem) == path))

    def path(self, name: str) -> Path:
        """File of an id.

        Raises
        ------
        QelabError QE101 : unknown id
        """
        if name not in self.ids():
            raise QelabError("QE101", noun=self.noun, name=name, allowed=self.ids())
        return self._file(name)

    def _file(self, name: str) -> Path:
        return self.folder / self.pattern.replace("{id}", name)
