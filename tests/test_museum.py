"""The museum: each exhibit has its own mistake, and no other."""

import numpy as np
import pytest

from mlp_helpers.course import museum
from mlp_helpers.exercises.numeric import finite_differences

WRONG = {1: "W1 b1", 2: "W1 b1", 3: "W1 b1 W2 b2", 4: "W b", 5: "", 6: ""}
BADLY_USED = {**WRONG, 5: "b1 b2", 6: "W1 b1"}


def measured(exhibit):
    return {name: finite_differences(exhibit.error_of(name), w)
            for name, w in exhibit.parameters.items()}


def differing(gradients, truth):
    return " ".join(name for name in truth if not np.allclose(
        gradients[name], truth[name], rtol=1e-6, atol=1e-7))


@pytest.mark.parametrize("number", WRONG)
def test_the_gradients_are_wrong_where_they_should_be(number):
    exhibit = museum.exhibit(number)
    assert differing(exhibit.gradients(), measured(exhibit)) == WRONG[number]


@pytest.mark.parametrize("number", WRONG)
def test_the_step_uses_wrong_slopes_where_it_should(number):
    exhibit = museum.exhibit(number)
    before = {name: w.copy() for name, w in exhibit.parameters.items()}
    after = exhibit.step(0.5)
    used = {name: (w - after[name]) / 0.5 for name, w in before.items()}
    assert differing(used, measured(exhibit)) == BADLY_USED[number]
    for name, w in before.items():
        assert np.array_equal(exhibit.parameters[name], w)


@pytest.mark.parametrize("number", WRONG)
def test_an_exhibit_is_the_same_each_time(number):
    one, other = museum.exhibit(number, 3), museum.exhibit(number, 3)
    assert one.E() == other.E() != museum.exhibit(number, 4).E()
    sizes = {size for w in one.parameters.values() for size in w.shape}
    assert len(sizes) >= 3
    assert "Exhibit" in repr(one) and "def " in one.source


def test_the_mistakes_leave_their_factors():
    for number, factor in ((2, 2), (3, 1 / 5)):
        exhibit = museum.exhibit(number)
        claimed, truth = exhibit.gradients()["b1"], measured(exhibit)["b1"]
        assert np.allclose(truth, factor * claimed, rtol=1e-5, atol=1e-8)


def test_wrong_arguments_are_named():
    for call, name in [(lambda: museum.exhibit(7), "number"),
                       (lambda: museum.exhibit(1, -1), "seed"),
                       (lambda: museum.exhibit(1).error_of("W3"), "name"),
                       (lambda: museum.exhibit(1).step(0), "rate")]:
        with pytest.raises(ValueError, match=name):
            call()
