"""The museum: each exhibit has its own mistake, and no other."""

import numpy as np
import pytest
from finite_differences import finite_differences

from mlp_helpers.course import museum
from mlp_helpers.exercises import REGISTER

WRONG = {"a": "W1 b1", "b": "W1 b1", "c": "", "d": "", "e": "W1 b1"}
BADLY_USED = {**WRONG, "c": "b1 b2", "d": "W1 b1"}
REPAIRED = {"a": "backprop_a", "b": "backprop_b", "c": "step_c",
            "d": "step_d"}


def measured(exhibit):
    return {name: finite_differences(exhibit.error_of(name), w)
            for name, w in exhibit.parameters.items()}


def differing(gradients, truth):
    return " ".join(name for name in truth if not np.allclose(
        gradients[name], truth[name], rtol=1e-6, atol=1e-7))


def used(exhibit, rate=0.5):
    after = exhibit.step(rate)
    return {name: (w - after[name]) / rate
            for name, w in exhibit.parameters.items()}


@pytest.mark.parametrize("letter", WRONG)
def test_the_gradients_and_the_step_are_wrong_where_they_should_be(letter):
    exhibit = museum.exhibit(letter)
    before = {name: w.copy() for name, w in exhibit.parameters.items()}
    truth = measured(exhibit)
    assert differing(exhibit.gradients(), truth) == WRONG[letter]
    assert differing(used(exhibit), truth) == BADLY_USED[letter]
    for name, w in before.items():
        assert np.array_equal(exhibit.parameters[name], w)


@pytest.mark.parametrize("letter", WRONG)
def test_an_exhibit_learns_in_spite_of_it(letter):
    losses = museum.exhibit(letter).losses
    assert len(losses) == 40 and losses[-1] < losses[0] / 2 < 0.4


@pytest.mark.parametrize("letter", REPAIRED)
def test_a_repaired_function_takes_its_place(letter):
    exhibit = museum.exhibit(
        letter, REGISTER[REPAIRED[letter]].solution, seed=3)
    truth = measured(exhibit)
    assert differing(exhibit.gradients(), truth) == ""
    assert differing(used(exhibit), truth) == ""


def test_one_suspect_has_the_first_exhibits_mistake():
    wrong, right = museum.suspects().values()
    assert wrong == museum.exhibit("a").losses != right
    repaired = museum.exhibit("a", REGISTER["backprop_a"].solution)
    assert np.allclose(right, repaired.losses)


def test_it_is_the_same_each_time():
    one, other = museum.exhibit("b", seed=3), museum.exhibit("b", seed=3)
    assert one.E() == other.E() != museum.exhibit("b").E()
    assert repr(one) == "Exhibit('b', backprop_b)"
    assert one.source.startswith("def backprop_b(")


def test_wrong_arguments_are_named():
    for call, name in [(lambda: museum.exhibit("f"), "letter"),
                       (lambda: museum.exhibit("ab"), "letter"),
                       (lambda: museum.exhibit("a", 3), "repaired"),
                       (lambda: museum.exhibit("a", seed=-1), "seed"),
                       (lambda: museum.exhibit("a").error_of("W3"), "name"),
                       (lambda: museum.exhibit("a").step(0), "rate")]:
        with pytest.raises(ValueError, match=name):
            call()
