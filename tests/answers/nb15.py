"""Answers to the exercises of notebook 15: right ones and wrong ones."""

from . import wrong

FIRST, SECOND = "G.sum(axis=0)", "G.sum(axis=axis, keepdims=True)"
PARENTS = """for parent in node.parents:
                visit(parent)"""

RIGHT = {
    "product_slopes": [
        """
def product_slopes(P, Q, G):
    return [Q * G, P * G]
""",
        """
def product_slopes(P, Q, G):
    dEdP, dEdQ = np.zeros_like(P), np.zeros_like(Q)
    for n in range(len(G)):
        dEdP[n], dEdQ[n] = G[n] * Q[n], G[n] * P[n]
    return dEdP, dEdQ
""",
    ],
    "in_order": [
        """
def in_order(E):
    found = []
    def visit(node):
        if node not in found:
            for parent in reversed(node.parents):
                visit(parent)
            found.append(node)
    visit(E)
    return found
""",
        """
def in_order(E):
    waiting, all_nodes = [E], []
    while waiting:
        node = waiting.pop()
        if node not in all_nodes:
            all_nodes.append(node)
            waiting += node.parents
    found = []
    while len(found) < len(all_nodes):
        for node in all_nodes:
            if node not in found and all(
                    parent in found for parent in node.parents):
                found.append(node)
    return found
""",
    ],
    "sum_to": [
        """
def sum_to(G, shape):
    missing = G.ndim - len(shape)
    axes = [axis for axis in range(G.ndim)
            if axis < missing or shape[axis - missing] == 1]
    return G.sum(axis=tuple(axes)).reshape(shape)
""",
        """
def sum_to(G, shape):
    smaller = np.zeros(shape)
    places = np.broadcast_to(np.arange(smaller.size).reshape(shape), G.shape)
    np.add.at(smaller.reshape(-1), places.ravel(), G.ravel())
    return smaller
""",
    ],
}
WRONG = {
    "product_slopes": [
        wrong(
            "= G * Q",
            "= Q",
            "= G * P",
            "= P",
            words="without the factor `G`, where dEdP is set"),
        wrong("return dEdP, dEdQ", "return dEdQ, dEdP", words="swapped"),
        wrong("= G * Q", "= G * P", words="dEdP"),
        wrong("= G * Q", "= G + Q", words="dEdP"),
        wrong("= G * P", "= G", words="dEdQ"),
    ],
    "in_order": [
        wrong(
            "for parent in node.parents:\n"
            "                visit(parent)\n"
            "            found.append(node)",
            "found.append(node)\n"
            "            for parent in node.parents:\n"
            "                visit(parent)",
            words="this line comes too early: it belongs behind the next"),
        wrong("found.append(node)", "pass", words="the number of"),
        wrong(PARENTS, "pass", words="without visit"),
        wrong("if node not in found:", "if True:", words="the number of"),
        wrong("return found", "return found[::-1]", words="-1"),
    ],
    "sum_to": [
        wrong(FIRST, "G.sum(axis=-1)", words="axis"),
        wrong(FIRST, "G.mean(axis=0)", words="mean"),
        wrong(FIRST, "G[0]", words="line 4"),
        wrong(SECOND, "G.sum(axis=axis)", words="axis"),
        wrong(SECOND, "G.sum(axis=0, keepdims=True)", words="shape"),
    ],
}
