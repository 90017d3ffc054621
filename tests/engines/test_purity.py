"""Kernel and engines are libraries: they load without Django and what it brings."""

import subprocess
import sys

import pytest

PROGRAM = """
import importlib, pkgutil, sys
package = importlib.import_module(sys.argv[1])
names = [m.name for m in pkgutil.walk_packages(package.__path__, package.__name__ + ".")]
for name in names:
    importlib.import_module(name)
foreign = {"django", "numpy", "socket", "sqlite3", "httpx"} & set(sys.modules)
print(len(names) > 3, sorted(foreign))
"""


@pytest.mark.parametrize("package", ["balai.kernel", "balai.engines"])
def test_every_module_loads_without_django_network_or_database(package, request):
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", PROGRAM, package],
        cwd=request.config.rootpath,
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout == "True []\n"
