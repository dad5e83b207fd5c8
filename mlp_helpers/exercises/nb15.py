"""The exercises of notebook 15, Where to go from here."""
from types import SimpleNamespace

import numpy as np

from .exercise import Exercise, Output
from .numeric import different_sizes


def product_slopes(P, Q, G):
    """The slopes of E at P and at Q, where G is the one at P * Q."""
    dEdP = G * Q
    dEdQ = G * P
    return dEdP, dEdQ


def in_order(E):
    """All nodes that lead to E, each once and after its own parents."""
    found = []
    def visit(node):
        if node not in found:
            for parent in node.parents:
                visit(parent)
            found.append(node)
    visit(E)
    return found


def draw_links(rng):
    """For each node the numbers of its parents; 0 and 1 have none."""
    more = [(n - 1, int(rng.integers(n))) for n in range(5, 8)]
    return ([(), (), (0, 1), (2, 2), (2, 3), *more],)


def run_in_order(in_order, links):
    """Not the list, for there are several, but what must hold of it."""
    nodes = []
    for parents in links:
        nodes.append(SimpleNamespace(parents=[nodes[n] for n in parents]))
    numbers = [nodes.index(node) for node in in_order(nodes[-1])]
    late = sum(parent not in numbers[:numbers.index(n)]
               for n in numbers for parent in links[n])
    return len(numbers), np.unique(numbers).size, late


def sum_to(G, shape):
    """Add up what broadcasting has copied, until G has this shape."""
    while G.ndim > len(shape):
        G = G.sum(axis=0)
    for axis, size in enumerate(shape):
        if size == 1:
            G = G.sum(axis=axis, keepdims=True)
    return G


def draw_copies(rng):
    k, m, n = different_sizes(rng, 3)
    small = [(n,), (m, 1), (), (1, n), (m, n), (1, 1)][rng.integers(6)]
    return rng.normal(size=[(m, n), (k, m, n)][rng.integers(2)]), small


NOTE = "found.append(node)"
PARENTS = """for parent in node.parents:
                visit(parent)"""

EXERCISES = [
    Exercise(
        product_slopes, question="the way back through a product",
        outputs=[Output("dEdP", "[n]"), Output("dEdQ", "[n]")],
        draw=lambda rng: tuple(rng.normal(size=(3, rng.integers(3, 7)))),
        blanks=[("= G * Q", "= ..."), ("= G * P", "= ...")],
        hints=["P is pushed by h. By how much does P times Q change?",
               "By h times Q. Slopes along a path multiply, and G arrives."]),
    Exercise(
        in_order, question="a list in which nobody comes before its parents",
        outputs=[Output(f"the number of {what}", "a number") for what in (
            "entries", "different nodes", "parents that come too late")],
        call=run_in_order, draw=draw_links,
        blanks=[(PARENTS, "..."), (NOTE, "...")],
        hints=["Two things are left: append a node, visit its parents.",
               "When a node is appended, its parents must be in the list."]),
    Exercise(
        sum_to, question="the way back of broadcasting",
        outputs=[Output("G", "the shape that was asked for")],
        draw=draw_copies, seeds=tuple(range(9)),
        blanks=["G.sum(axis=0)", "G.sum(axis=axis, keepdims=True)"],
        hints=["A copy is a path. What happens to the slopes of all copies?",
               "They add up: along each axis along which there were copies."]),
]
