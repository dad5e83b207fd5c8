"""Notebooks as they are run, stored and compared.

One committed form, so that a change in a notebook shows as a short diff:

- only the metadata that Jupyter needs, and of a cell's its tags;
- every cell has an id that stays; where one is missing, it is made of the
  notebook's name and the cell's position;
- execution counts 1..n;
- what a cell shows is folded where the text above it asks for it first (see
  `fold_what_is_asked`);
- no widget views and no widget states (without a kernel they only show an
  error), no paths of the machine in tracebacks;
- JSON as Jupyter writes it: sorted keys, indent 1, a newline at the end.

How an interactive figure shows itself is fixed by nbval, which collects what a
cell shows by type, leaves out widget views and PNGs, and compares the rest:

    display({VIEW: {...}}, raw=True)            # the view alone: dropped here
    display({"image/png": ..., "text/plain": sentence}, raw=True)

A `text/plain` beside the view, as ``display(widget)`` sends it, would be there
when the notebook runs and not in what is stored: `view_with_company` finds it.

nbformat and nbclient are imported where they are used: every test process
reads this file, and few of them write or run a notebook.
"""
import copy
import hashlib
import json
import os
import re
import tempfile
from pathlib import Path

NOTEBOOKS = Path(__file__).parent.parent / "notebooks"
VIEW = "application/vnd.jupyter.widget-view+json"
METADATA = {
    "kernelspec": {"display_name": "Python 3 (ipykernel)",
                   "language": "python", "name": "python3"},
    # As JupyterLab writes it, but for the version of Python. nbconvert needs
    # it: without it, a script is a .txt.
    "language_info": {"codemirror_mode": {"name": "ipython", "version": 3},
                      "file_extension": ".py", "mimetype": "text/x-python",
                      "name": "python", "nbconvert_exporter": "python",
                      "pygments_lexer": "ipython3"},
}
ASKS = re.compile(r"\?|\bpredict\b|\bon paper\b|\bin your head\b"
                  r"|\bwork (it )?out\b", re.IGNORECASE)
BEGINS = re.compile(
    r"\b(check|progress|case\.verdict|Playground|explorers\.\w+)\(")
SECONDS = 600  # for one cell: against hanging, not against slowness

records = tempfile.TemporaryDirectory(ignore_cleanup_errors=True)


def notebook_paths(folder=NOTEBOOKS):
    """The course's notebooks, in order: not a reader's my_05.ipynb, nor
    05_...-Copy1.ipynb.
    """
    return sorted(path for path in folder.glob("*.ipynb")
                  if re.fullmatch(r"\d\d_\w+\.ipynb", path.name))


def prepare_environment():
    """Set what the kernels started from here inherit.

    Sums come out the same on one thread only, and figures show only where
    nobody chose another backend.
    """
    os.environ.update(OMP_NUM_THREADS="1", OPENBLAS_NUM_THREADS="1",
                      PYTHONHASHSEED="0")
    os.environ.pop("MPLBACKEND", None)
    blank_record()


def blank_record():
    """Start a new record of exercises done; never touch the learner's own."""
    number = len(os.listdir(records.name))
    folder = Path(records.name) / str(number)
    folder.mkdir()
    os.environ["MLP_HELPERS_PROGRESS"] = str(folder / "progress.json")


def read(path):
    """Read a notebook as plain dicts, with sources and texts as str."""
    return plain(json.loads(Path(path).read_text(encoding="utf-8")))


def plain(notebook):
    """Copy a notebook to plain dicts, with sources and texts as str."""
    notebook = copy.deepcopy(notebook)
    for cell in notebook["cells"]:
        cell["source"] = "".join(cell["source"])
        for output in cell.get("outputs", []):
            if "text" in output:
                output["text"] = "".join(output["text"])
            bundle = output.get("data", {})
            for mime in bundle:
                if isinstance(bundle[mime], list):
                    bundle[mime] = "".join(bundle[mime])
    return notebook


def dumps(notebook):
    """The bytes of a notebook, as Jupyter would write them."""
    import nbformat

    return nbformat.writes(nbformat.from_dict(notebook)) + "\n"


def code_cells(notebook):
    return [cell for cell in notebook["cells"] if cell["cell_type"] == "code"]


def execute(notebook):
    """Run a notebook in a new kernel, as `Run All` does; returns a copy.

    Raises
    ------
    nbclient.exceptions.CellExecutionError
        When a cell without the tag ``raises-exception`` raises.
    """
    import nbformat
    from nbclient import NotebookClient
    from traitlets.config import Config

    executed = nbformat.from_dict(copy.deepcopy(notebook))
    executed.metadata = nbformat.from_dict(METADATA)
    NotebookClient(
        executed, timeout=SECONDS, coalesce_streams=True,
        # Otherwise each kernel warns of eavesdroppers.
        config=Config(KernelManager={"transport_encryption": "auto"}),
        resources={"metadata": {"path": str(NOTEBOOKS)}},
    ).execute()
    return plain(executed)


def normalise(notebook, name=""):
    """Bring a notebook to the committed form; returns a copy.

    Parameters
    ----------
    notebook : dict, as `read` gives it
    name : str
        The notebook's name, for ids of cells that have none.
    """
    cells = []
    for position, cell in enumerate(notebook["cells"]):
        tags = cell.get("metadata", {}).get("tags")
        cells.append({
            "cell_type": cell["cell_type"],
            "id": cell.get("id") or new_id(name, position),
            "metadata": {"tags": tags} if tags else {},
            "source": cell["source"],
        })
        if cell["cell_type"] == "code":
            count = len(code_cells({"cells": cells}))
            cells[-1]["execution_count"] = count
            cells[-1]["outputs"] = [
                normalise_output(output, count)
                for output in cell["outputs"]
                if set(output.get("data", ["other"])) != {VIEW}]
    fold_what_is_asked(cells)
    return {"cells": cells, "metadata": copy.deepcopy(METADATA),
            "nbformat": 4, "nbformat_minor": 5}


def fold_what_is_asked(cells):
    """Fold the outputs that answer the question above them.

    A prediction is worth little where its answer can be seen. JupyterLab and
    Notebook 7 show dots in the place of a folded output, and unfold it when
    the cell is run (or the dots are clicked). Exercises and interactive
    figures stay open: what they have stored is where they begin.
    """
    asked = False
    for cell in cells:
        if cell["cell_type"] == "markdown":
            *_, last = cell["source"].strip().split("\n\n")
            asked = bool(ASKS.search(last)) and not (
                cell is cells[0] and last.rstrip("*").endswith("?"))
        elif cell["outputs"]:
            if asked and not BEGINS.search(cell["source"]):
                cell["metadata"]["jupyter"] = {"outputs_hidden": True}
            asked = False


def new_id(name, position):
    return hashlib.sha256(f"{name} {position}".encode()).hexdigest()[:8]


def normalise_output(output, count):
    output = copy.deepcopy(output)
    output.get("data", {}).pop(VIEW, None)
    if "execution_count" in output:
        output["execution_count"] = count
    if "traceback" in output:
        output["traceback"] = [without_folders(line)
                               for line in output["traceback"]]
    return output


def without_folders(line):
    """Cut folders before the package's or a library's name in a traceback."""
    folders = r"(~|[A-Z]:)?[/\\][^\s\x1b]*"
    line = re.sub(
        folders + r"[/\\](?=(site-packages|mlp_helpers)[/\\])", "", line)
    return re.sub(folders + r"ipykernel_\d+[/\\]\d+\.py", "this cell", line)


def view_with_company(notebook):
    """Find cells whose widget view comes with another type of output."""
    return [number for number, cell in enumerate(code_cells(notebook), 1)
            if any(VIEW in output.get("data", {}) and len(output["data"]) > 1
                   for output in cell["outputs"])]
