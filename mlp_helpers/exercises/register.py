"""The register: every exercise of the course, once, by its name."""

REGISTER = {}  # name -> Exercise, in the order of the course
TITLES = {}    # number of a notebook, "05" -> its title


def add(module):
    """Take up the EXERCISES of one notebook's module, and its TITLE.

    Raises
    ------
    ValueError
        When a name is there already: names are unique over the course.
    """
    for exercise in module.EXERCISES:
        if exercise.name in REGISTER:
            raise ValueError(
                f"There are two exercises called {exercise.name!r}, in "
                f"notebooks {REGISTER[exercise.name].notebook} and "
                f"{exercise.notebook}.")
        REGISTER[exercise.name] = exercise
        TITLES.setdefault(exercise.notebook, getattr(module, "TITLE", ""))
