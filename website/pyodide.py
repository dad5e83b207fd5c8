"""Python for a browser tab: Pyodide, with the course as one of its packages.

What Pyodide knows stands in its `pyodide-lock.json`. With a line there for the
course, `import mlp_helpers` in an unmodified notebook finds it.
"""
import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
import tarfile
import tempfile
import zipfile
from pathlib import Path

VERSION = "0.27.7"
CORE = ("pyodide.js", "pyodide.mjs", "pyodide.asm.js", "pyodide.asm.wasm",
        "python_stdlib.zip", "pyodide-lock.json")
# Where a tab finds the packages of Pyodide that the site does not hold itself.
ELSEWHERE = f"https://cdn.jsdelivr.net/pyodide/v{VERSION}/full/"
# What a notebook and the tab's kernel load.
NEEDED = "numpy", "matplotlib", "ipython", "micropip", "jedi", "ssl", "sqlite3"
HERE = Path(__file__).parent
COURSE = HERE.parent


def assemble(folder, distribution=None):
    """Put Pyodide and the course's wheels into a folder.

    Parameters
    ----------
    folder : Path, made anew
    distribution : Path of a folder with a Pyodide of the same version, or
        None: then npm brings its core, and tabs get packages from ELSEWHERE

    Returns how many of Pyodide's packages the folder holds.

    Raises
    ------
    ValueError
        If the distribution is of another version, or lacks a file of its core.
    """
    folder.mkdir(parents=True)
    if distribution:
        for name in CORE:
            if not (distribution / name).is_file():
                raise ValueError(f"PYODIDE_DIST: expected a folder with "
                                 f"{name}, got {distribution}")
            shutil.copy(distribution / name, folder)
    else:
        _core_from_npm(folder)
    file = folder / "pyodide-lock.json"
    lock = json.loads(file.read_text())
    if lock["info"]["version"] != VERSION:
        raise ValueError(f"PYODIDE_DIST: expected Pyodide {VERSION}, got "
                         f"{lock['info']['version']}")
    own, needed = _wheels(folder), _closure(lock["packages"])
    held = [_locate(package, folder, distribution and name in needed
                    and distribution)
            for name, package in lock["packages"].items()]
    lock["packages"] |= {name: _entry(name, wheel, {*lock["packages"], *own})
                         for name, wheel in own.items()}
    file.write_text(json.dumps(lock))
    return sum(held)


def _core_from_npm(folder):
    if not shutil.which("npm"):
        raise SystemExit("The site needs npm for the core of Pyodide, or a "
                         "folder that has it: make site PYODIDE_DIST=FOLDER")
    with tempfile.TemporaryDirectory() as place:
        subprocess.run(["npm", "pack", "--silent", f"pyodide@{VERSION}"],
                       cwd=place, check=True, stdout=subprocess.DEVNULL)
        with tarfile.open(next(Path(place).glob("*.tgz"))) as packed:
            for name in CORE:
                source = packed.extractfile(f"package/{name}")
                (folder / name).write_bytes(source.read())


def _closure(packages):
    """The names of NEEDED, and of all that they need."""
    found, left = set(), [*NEEDED]
    while left:
        name = _plain(left.pop())
        if name in packages and name not in found:
            found.add(name)
            left += packages[name]["depends"]
    return found


def _locate(package, folder, distribution):
    """Copy the file of a package if it is there and whole; say where it is."""
    name = package["file_name"]
    source = distribution and distribution / name
    if source and source.is_file() and _sha256(source) == package["sha256"]:
        shutil.copy(source, folder)
        return True
    package["file_name"] = ELSEWHERE + name
    return False


def _wheels(folder):
    """Put the course's wheel and those it needs into a folder: {name: file}.
    """
    before = set(folder.iterdir())
    pip = [sys.executable, "-m", "pip", "--quiet",
           "--disable-pip-version-check"]
    subprocess.run([*pip, "wheel", "--no-deps", "--wheel-dir", str(folder),
                    str(COURSE)], check=True)
    subprocess.run([*pip, "download", "--no-deps", "--dest", str(folder),
                    "--only-binary", ":all:", "--platform", "any",
                    "--python-version", "3.12",
                    "-r", str(HERE / "tab_requirements.txt")], check=True)
    return {_plain(file.name.split("-")[0]): file
            for file in sorted(set(folder.iterdir()) - before)}


def _entry(name, wheel, known):
    """What the lock file says of a wheel."""
    with zipfile.ZipFile(wheel) as packed:
        metadata = next(n for n in packed.namelist()
                        if n.endswith(".dist-info/METADATA"))
        lines = packed.read(metadata).decode().splitlines()
        tops = {n.split("/")[0] for n in packed.namelist()
                if re.fullmatch(r"\w+/__init__\.py|\w+\.py", n)}
    needs = [_plain(re.match(r"Requires-Dist: ([\w.-]+)", line)[1])
             for line in lines
             if line.startswith("Requires-Dist") and "extra ==" not in line]
    return {
        "name": name, "version": wheel.name.split("-")[1],
        "file_name": wheel.name, "install_dir": "site",
        "sha256": _sha256(wheel), "package_type": "package",
        "imports": sorted(top.removesuffix(".py") for top in tops),
        "depends": [need for need in needs if need in known],
        "unvendored_tests": False,
    }


def _plain(name):
    return re.sub(r"[-_.]+", "-", name).lower()


def _sha256(file):
    return hashlib.sha256(file.read_bytes()).hexdigest()


def from_environment():
    """The folder that PYODIDE_DIST names, or None."""
    chosen = os.environ.get("PYODIDE_DIST")
    if chosen and not Path(chosen).is_dir():
        raise SystemExit(f"PYODIDE_DIST: expected a folder, got {chosen}")
    return Path(chosen).resolve() if chosen else None
