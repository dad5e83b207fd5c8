"""Other libraries in notebook 15: what is kept is what they give.

Without a library its tests are skipped; `make test-extras` has them all, and
sets MLP_HELPERS_EXTRAS, so that nothing is skipped there.
"""

import importlib
import os
import sys
from types import SimpleNamespace

import notebook_form
import numpy as np
import pytest

from mlp_helpers.course import workers as of_dask
from mlp_helpers.course.other_libraries import (
    ARGUMENTS,
    LIBRARIES,
    STORED,
    where_installed,
)
from mlp_helpers.course.workers import lose_a_worker, race, workers

PATH, = notebook_form.NOTEBOOKS.glob("15_*.ipynb")
SOURCES = [cell["source"]
           for cell in notebook_form.code_cells(notebook_form.read(PATH))]
X, T, W1, b1, W2, b2 = (np.array(part, dtype=float).reshape(shape)
                        for part, shape in zip(
    np.split(np.array(ARGUMENTS), [2, 4, 10, 13, 19]),
    [(1, 2), (1, 2), (3, 2), (3,), (2, 3), (2,)], strict=True))
MODULES = {"by_pytorch": "torch", "by_jax": "jax",
           "by_scikit_learn": "sklearn"}


def library(module):
    if "MLP_HELPERS_EXTRAS" in os.environ:
        return importlib.import_module(module)
    return pytest.importorskip(module)


def function_of_the_notebook(name, *edit):
    source, = (source for source in SOURCES
               if source.startswith(f"def {name}("))
    namespace = {"np": np}
    source = source.split("\n\n")[0]
    exec(source.replace(*edit) if edit else source, namespace)
    return namespace[name]


@pytest.mark.parametrize("name", LIBRARIES)
def test_what_is_kept_is_what_the_library_gives(name):
    module = library(MODULES[name])
    found = function_of_the_notebook(name)(X, T, W1, b1, W2, b2)
    numbers = np.concatenate([np.ravel(array) for array in found])
    assert np.allclose(numbers, STORED[name], rtol=0, atol=1e-14)
    assert numbers.dtype == float
    if "MLP_HELPERS_EXTRAS" in os.environ:
        assert LIBRARIES[name][0].endswith(module.__version__.split("+")[0])


@pytest.mark.parametrize("name", LIBRARIES)
def test_without_the_library_the_kept_numbers_come_in_the_same_shapes(
        name):
    missing = not_installed(name)
    W1_, b1_, W2_, b2_ = where_installed(missing, X, T, W1, b1, W2, b2)
    if name == "by_scikit_learn":
        W1_, W2_ = (W1 - W1_.T) / 0.5, (W2 - W2_.T) / 0.5
    assert W1_.shape == W1.shape and W2_.shape == W2.shape
    assert b1_.shape == b1.shape and b2_.shape == b2.shape
    assert f"{W1_[2, 1]:.6f}" == "0.239589"
    with pytest.raises(ValueError, match="^X, T, W1, b1, W2, b2: .*library"):
        where_installed(missing, X + 1, T, W1, b1, W2, b2)


def not_installed(name):
    def function(*arguments):
        raise ModuleNotFoundError("No module named 'library'")

    function.__name__ = name
    return function


def test_a_page_says_whether_it_was_computed_here(monkeypatch):
    shown = []
    monkeypatch.setattr("IPython.display.display", shown.append)

    def by_jax(*arguments):
        return [1.0]

    assert where_installed(by_jax, X) == [1.0]
    where_installed(not_installed("by_jax"), X, T, W1, b1, W2, b2)
    here, not_here = (told._repr_html_() for told in shown)
    assert here == "JAX has computed this here."
    assert "JAX is not installed here" in not_here
    assert "%pip install jax" in not_here
    assert {repr(told) for told in shown} == {"The numbers of JAX."}


def test_scikit_learn_shows_half_of_the_error_that_it_follows():
    library("sklearn")
    loss = function_of_the_notebook(
        "by_scikit_learn", "return arrays", "return net.loss_")
    assert f"{loss(X, T, W1, b1, W2, b2):.4f}" == "0.1613"


def test_arrays_of_jax_know_their_namespace_and_stay_as_they_are():
    jax = library("jax")
    array = jax.numpy.ones((3, 2))
    assert array.__array_namespace__().exp(array).shape == (3, 2)
    assert W1.__array_namespace__() is np
    with pytest.raises(TypeError, match="immutable"):
        array[2, 1] = 0


def test_a_lost_worker_s_tasks_are_run_again_by_others(tmp_path):
    library("distributed")

    def load(k):
        (tmp_path / f"{k} {os.getpid()}").touch()
        return np.full(2, k), os.getpid()

    def double(shard):
        return 2 * shard[0]

    client = workers(2)
    try:
        before = client.run(os.getpid).values()
        loaded = [client.submit(load, k) for k in range(4)]
        client.gather(loaded)
        lose_a_worker(client, loaded)
        tasks = [client.submit(double, shard) for shard in loaded]
        found = client.gather(tasks)
        after = client.run(os.getpid).values()
    finally:
        client.close()
    assert np.array_equal(found, 2 * np.repeat(np.arange(4), 2).reshape(4, 2))
    assert len(list(tmp_path.iterdir())) > 4
    assert set(before) - set(after)


@pytest.mark.parametrize("dask", [False, True])
def test_a_race_shows_a_table_of_this_machine_s_times(dask, monkeypatch):
    if dask:
        library("distributed")
    else:
        monkeypatch.setitem(sys.modules, "dask.distributed", None)
    shown = []
    monkeypatch.setattr("IPython.display.display", shown.append)
    monkeypatch.setattr(of_dask, "ROWS", (4, 6))
    asked = []

    def load(seed, number):
        asked.append((seed, number))
        return np.full(number, seed)

    client = workers(2)
    try:
        table = race(client, load, lambda shard, weights: shard.sum(), [])
    finally:
        client.close()
    assert [row[0] for row in table] == [4, 6]
    assert all(here > 0 and there > 0 for _, here, there in table)
    assert asked == ([(0, 4), (0, 6)] if dask else
                     [(0, 4), (0, 2), (1, 2), (0, 6), (0, 3), (1, 3)])
    html = shown[-1]._repr_html_()
    assert html.count("<tr>") == 3 and "<td>6</td>" in html
    assert ("by workers" if dask else "here too") in html
    assert repr(shown[-1]) == "The times of this machine."


def test_without_dask_the_tasks_run_here(monkeypatch):
    monkeypatch.setitem(sys.modules, "dask.distributed", None)
    client = workers(2)
    results = [client.submit(pow, k, 2) for k in range(3)]
    lose_a_worker(client, results)
    assert client.gather(results) == [0, 1, 4]
    client.close()


def test_workers_of_others_are_left_alone():
    client = SimpleNamespace(cluster=None)  # as of a scheduler at an address
    assert lose_a_worker(client, []) is None
