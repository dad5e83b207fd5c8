"""The playground: train a small network and look into it while it learns."""

from .widget import Playground

__all__ = ["Playground"]
