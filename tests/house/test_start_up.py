"""Starting must stay quick: what the command line and `import qelab` may not load before they need it.

Time itself is measured by `make bench`; here only the cause, which does not depend on the machine.
"""

import subprocess
import sys

import pytest

HEAVY = {"casadi", "h5netcdf", "h5py", "matplotlib", "numpy", "pandas", "scipy", "xarray"}


@pytest.mark.parametrize("module", ["qelab", "qelab.cli.main"])
def test_import_loads_nothing_heavy(module):
    code = f"import sys, {module}; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert HEAVY & set(done.stdout.split()) == set()


def test_help_loads_nothing_heavy():
    code = "import sys; sys.argv = ['qelab', '--help']\n"
    code += "try:\n    from qelab.cli.main import main; main()\nexcept SystemExit:\n    pass\n"
    code += "print(*sys.modules, file=sys.stderr)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert "run" in done.stdout
    assert HEAVY & set(done.stderr.split()) == set()
