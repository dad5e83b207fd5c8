"""The package as a house: what is where, what loads when, what the map says.
"""

import inspect
import io
import re
import subprocess
import sys
import tokenize
from pathlib import Path

import numpy as np
import pytest
import test_network
import test_plots
import test_propagation

import mlp_helpers
from mlp_helpers import datasets, explorers, plots
from mlp_helpers.playground.settings import ACTIVATIONS, ERRORS

ROOT = Path(mlp_helpers.__file__).parent
MAP = (ROOT / "README.md").read_text(encoding="utf-8")
HEAVY = ("matplotlib", "IPython", "ipywidgets", "anywidget",
         "mlp_helpers.exercises", "mlp_helpers.plots",
         "mlp_helpers.explorers", "mlp_helpers.playground")
MATHEMATICS = ("activations", "propagation", "layer", "errors", "network",
               "training")
LOOP = """
from mlp_helpers import Layer, Network, datasets, squared_error, tanh, train
X, T = datasets.xor()
network = Network([Layer(2, 3, tanh), Layer(3, 1, tanh)], squared_error)
train(network, X, T, epochs=3, validation=(X, T), patience=2)
"""


def loaded_by(source):
    """The heavy modules that a new Python has loaded after these lines."""
    source += f"\nimport sys\nprint(*(set({HEAVY!r}) & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", source], check=True,
                          capture_output=True, text=True, cwd=ROOT.parent)
    return set(done.stdout.split())


@pytest.mark.parametrize("source", ["import mlp_helpers", LOOP])
def test_pictures_and_exercises_load_when_they_are_used(source):
    assert loaded_by(source) == set()


def test_the_test_above_can_fail():
    assert {"mlp_helpers.plots", "matplotlib"} <= loaded_by(
        "import mlp_helpers\nmlp_helpers.plots")


def test_every_public_name_is_there_and_listed():
    source = ("import mlp_helpers\nbefore = dir(mlp_helpers)\n"
              "from mlp_helpers import *\n"
              "print(*[n for n in mlp_helpers.__all__ if n not in before\n"
              "        or globals()[n] is not getattr(mlp_helpers, n)])")
    done = subprocess.run([sys.executable, "-c", source], check=True,
                          capture_output=True, text=True, cwd=ROOT.parent)
    assert done.stdout.split() == []
    assert callable(mlp_helpers.notation)
    assert inspect.ismodule(mlp_helpers.explorers)


def test_an_unknown_name_is_an_attribute_error():
    with pytest.raises(AttributeError, match="'mlp_helpers' has no .*'chek'"):
        mlp_helpers.chek
    with pytest.raises(ImportError, match="cannot import name 'chek'"):
        from mlp_helpers import chek  # noqa: F401


def test_the_root_is_short():
    modules = list(ROOT.glob("*.py"))
    assert len(modules) <= 15
    lines = {name: code_lines(ROOT / f"{name}.py") for name in MATHEMATICS}
    assert sum(lines.values()) <= 450, lines


def code_lines(path):
    """How many lines hold code: no comment, docstring or empty line."""
    source, lines = path.read_text(encoding="utf-8"), set()
    before = tokenize.NEWLINE
    for token in tokenize.generate_tokens(io.StringIO(source).readline):
        if token.type in (tokenize.COMMENT, tokenize.NL):
            continue
        docstring = token.type == tokenize.STRING and before in (
            tokenize.NEWLINE, tokenize.INDENT)
        if token.string.strip() and not docstring:
            lines.update(range(token.start[0], token.end[0] + 1))
        before = token.type
    return len(lines)


def test_the_map_names_all_that_is_here():
    here = {f"`{path.name}`" for path in ROOT.glob("*.py")}
    here |= {f"`{path.name}/`" for path in ROOT.iterdir()
             if path.is_dir() and path.name != "__pycache__"}
    assert [name for name in sorted(here) if name not in MAP] == []


def test_all_that_the_map_names_is_here():
    named = re.findall(r"`([\w./]+(?:\.py|\.md|/))`", MAP)
    assert len(named) > 30
    missing = [name for name in named
               if not (ROOT / name).exists()
               and not (ROOT.parent / name).exists()]
    assert missing == []


def public(kind):
    return [v for v in vars(mlp_helpers).values() if isinstance(v, kind)]


def test_a_new_activation_or_error_is_tried_and_played_with():
    activations = public(mlp_helpers.Activation)
    errors = public(mlp_helpers.errors.MatchedError)
    assert len(activations) >= 4 and len(errors) >= 3
    for tried in (test_network.ACTIVATIONS, test_propagation.ACTIVATIONS,
                  list(ACTIVATIONS.values())):
        assert set(tried) == set(activations)
    for tried in (test_network.ERRORS, list(ERRORS.values())):
        assert set(tried) == set(errors)


def test_every_figure_of_the_module_is_tried():
    tried = {entry[0].__name__ for entry in test_plots.FIGURES.values()}
    assert tried == set(plots.__all__), (
        "each needs an entry in FIGURES of tests/test_plots.py, and its name "
        "in __all__ of mlp_helpers/plots/__init__.py: "
        f"{sorted(tried ^ set(plots.__all__))}")


@pytest.mark.parametrize("module", [plots, explorers])
def test_what_can_be_called_is_listed(module):
    """What is not listed is not tried, and its picture has no text."""
    functions = {name for name, value in vars(module).items()
                 if inspect.isfunction(value)
                 and value.__module__.startswith(module.__name__)}
    unlisted = sorted(functions - set(module.__all__) - {"told"})
    assert unlisted == [], (
        f"list it in __all__ of {module.__name__.replace('.', '/')}"
        "/__init__.py")


@pytest.mark.parametrize("name, make", [
    (name, make) for name, make in vars(datasets).items()
    if inspect.isfunction(make) and make.__module__ == datasets.__name__
    and not name.startswith("_") and name not in ("forms", "one_hot", "split")
])
def test_every_data_set_is_the_same_each_time(name, make):
    (X, T), (again, targets) = make(), make()
    assert X.ndim == T.ndim == 2 and len(X) == len(T) > 0
    assert X.dtype == T.dtype == np.float64
    np.testing.assert_array_equal(X, again)
    np.testing.assert_array_equal(T, targets)


def test_the_moving_picture_is_small():
    folder = Path(__file__).parent.parent / "notebooks"
    assert (folder / "playground.webp").stat().st_size < 2e6
