"""Slips that only a class can have: `self` left out, or kept by nobody."""
import ast
import inspect


def without_self(function, answer):
    """A sentence about a method that has no `self`, or things kept by all."""
    if not isinstance(function, type):
        return ""
    for method in answer.members:
        names = list(inspect.signature(method).parameters)
        if names[:1] != ["self"] and method is vars(function).get(
                method.__name__):
            return (f"the method {method.__name__} is called with its object "
                    "in front: its first argument has to be self.")
    for node, place in answer.nodes(ast.Attribute):
        if isinstance(node.ctx, ast.Store) and isinstance(
                node.value, ast.Name) and node.value.id == function.__name__:
            return (f"in {place} {ast.unparse(node)} belongs to the class, "
                    "and all its objects share it. What one object keeps is "
                    f"self.{node.attr}.")
    return ""


def not_kept(error, answer):
    """Who should have kept what an AttributeError misses, or ""."""
    thing, name = getattr(error, "obj", None), getattr(error, "name", None)
    own = [method.__qualname__.split(".")[0] for method in answer.members]
    if not isinstance(error, AttributeError) \
            or type(thing).__name__ not in own:
        return ""
    keepers = [code.co_name for code, _, node in answer.walk(ast.Attribute)
               if isinstance(node.ctx, ast.Store)
               and ast.unparse(node) == f"self.{name}"]
    if not keepers:
        return f" Nothing in the class keeps it, as in self.{name} = ..."
    return (f" {keepers[0]} keeps self.{name}, and {keepers[0]} has not run "
            "yet.")
