"""The form of the notebooks: what strict nbval does not see.

A rule is a function of a notebook that returns a list of complaints; its
docstring, shown below them, says what to do. At the end of this file each
rule is broken in a small notebook, so that a rule that cannot complain is
found out.
"""
import ast
import functools
import re
from collections import Counter
from pathlib import Path
from urllib.parse import unquote

import notebook_form
import pytest
import store
from notebook_form import NOTEBOOKS, VIEW, code_cells
from test_notebook_variants import checks

from mlp_helpers.exercises import REGISTER

RAISES = "raises-exception"
LONGEST_CELL, LONG_CELL = 20, 10
LONGEST_LINE = 75  # fits on paper, 19 cm wide
FOUND, OTHERS, NEXT = (
    "What we found", "What others call it", "The next question")
# Minutes: of a notebook's required part, of those of 00 to 05 together, and
# how far from the truth a stated time may be.
LONGEST_PART, LONGEST_WAY, ROUGHLY = 60, 280, 3
QUAINT = re.compile(
    r"\b(mend(s|ed|ing)?|helps on|behind the point|heaps|whoever"
    r"|an instance takes|bargain)\b", re.IGNORECASE)
FENCED = re.compile(r"^(```|~~~).*?^\1", re.MULTILINE | re.DOTALL)
LINK = re.compile(r"(!?)\[([^\]]*)\]\(\s*<?([^)\s>]+)[^)]*\)")
IMAGE_TAG = re.compile(r"<img\b[^>]*>", re.IGNORECASE)
MACHINE = re.compile(
    r"0x[0-9a-f]{6,}|ipykernel_\d+|/home/|/root/|/tmp/|/Users/|[A-Z]:\\",
    re.ASCII)


def cells_with_names(notebook, kind):
    """Yield ("code cell 3, `x = ...`", cell) for the cells of a kind."""
    cells = [c for c in notebook["cells"] if c["cell_type"] == kind]
    for number, cell in enumerate(cells, 1):
        start = (cell["source"].strip().splitlines() or [""])[0][:40]
        yield f"{kind} cell {number}, `{start}`", cell


def prose(cell):
    """The text of a markdown cell, without code."""
    return re.sub(r"`[^`\n]+`", "", FENCED.sub("", cell["source"]))


def markdown_cells(notebook):
    return [c for c in notebook["cells"] if c["cell_type"] == "markdown"]


def headings(notebook):
    """List (level, text, number of the cell) of all headings."""
    return [(len(match[1]), match[2].strip(), number)
            for number, cell in enumerate(notebook["cells"])
            if cell["cell_type"] == "markdown"
            for match in re.finditer(
                r"^(#{1,6})\s+(.*)$", FENCED.sub("", cell["source"]), re.M)]


def texts(output):
    """All that an output says in words."""
    return "\n".join([
        output.get("text", ""), output.get("evalue", ""),
        *output.get("traceback", []),
        *(value for mime, value in output.get("data", {}).items()
          if mime.startswith("text/"))])


def runs(cell):
    """Yield the nodes of a cell that run at once: no bodies of functions."""
    waiting = list(ast.parse(cell["source"]).body)
    while waiting:
        node = waiting.pop()
        yield node
        if not isinstance(node, (ast.FunctionDef, ast.ClassDef, ast.Lambda)):
            waiting += ast.iter_child_nodes(node)


def called(cell):
    """What a cell calls at once, as ["print", "plots.matrix"]."""
    return [ast.unparse(node.func) for node in runs(cell)
            if isinstance(node, ast.Call)]


def shows(cell):
    """Whether a cell is sure to show something."""
    speaks = {"print", "check", "hint", "solution", "progress", "display"}
    body = ast.parse(cell["source"]).body
    ends_in_value = (body and isinstance(body[-1], ast.Expr)
                     and not isinstance(body[-1].value, ast.Call))
    return bool(ends_in_value or speaks & set(called(cell)) or draws(cell))


def draws(cell):
    return any(name.startswith(("plots.", "explorers.")) or name == "plt.show"
               for name in called(cell))


def mimes(cell):
    return {mime for output in cell["outputs"]
            for mime in output.get("data", {})}


# ---- the rules ----

def executed_in_order(notebook):
    """Storing it numbers the cells."""
    counts = [cell["execution_count"] for cell in code_cells(notebook)]
    if counts != list(range(1, len(counts) + 1)):
        return [f"execution counts are {counts}"]
    return []


def outputs_are_there(notebook):
    """Storing it brings them. If not, end the cell in a value, or print it."""
    cells = code_cells(notebook)
    complaints = [f"{name} shows something, and no output is stored"
                  for name, cell in cells_with_names(notebook, "code")
                  if shows(cell) and not cell["outputs"]]
    if sum(bool(cell["outputs"]) for cell in cells) < len(cells) / 2:
        complaints.append("fewer than half of the code cells have outputs")
    return complaints


def pictures_are_there(notebook):
    """Storing it brings them. If not, what is called draws nothing."""
    return [f"{name} draws, and no PNG is stored"
            for name, cell in cells_with_names(notebook, "code")
            if "image/png" not in mimes(cell)
            and (draws(cell) or "<Figure" in "".join(
                map(texts, cell["outputs"])))]


def pictures_say_what_they_show(notebook):
    """A figure's text begins as the docstring of its function, which must
    stand in `__all__` of plots/__init__.py; an explorer's is the sentence that
    its `draw` returns. It has 20 letters or more, and ends in a full stop.
    """
    return [f"{name}: a picture whose text is {said!r}"
            for name, cell in cells_with_names(notebook, "code")
            for output in cell["outputs"]
            if "image/png" in output.get("data", {})
            for said in [output["metadata"].get("image/png", {}).get("alt")]
            if not re.fullmatch(r".{19,}[.\u2026]", said or "", re.S)]


def nothing_on_stderr(notebook):
    """Remove the cause of the warning; what is meant to be read is printed."""
    return [f"{name} writes on stderr: {output['text'][:200]}"
            for name, cell in cells_with_names(notebook, "code")
            for output in cell["outputs"] if output.get("name") == "stderr"]


def errors_where_tagged(notebook):
    """Tags are set in JupyterLab by the two wheels at the upper right."""
    complaints = []
    for name, cell in cells_with_names(notebook, "code"):
        raised = [output["ename"] for output in cell["outputs"]
                  if output["output_type"] == "error"]
        tagged = RAISES in cell["metadata"].get("tags", [])
        if raised and not tagged:
            complaints.append(f"{name} raises {raised[0]}, without the tag")
        if tagged and not raised:
            complaints.append(f"{name} has the tag {RAISES}, and no error")
    return complaints


def no_trace_of_the_machine(notebook):
    """Print a name instead, or a number."""
    return [f"{name} shows {match[0]!r}, which differs between machines"
            for name, cell in cells_with_names(notebook, "code")
            for output in cell["outputs"]
            for match in MACHINE.finditer(texts(output))]


def committed_form(notebook):
    """Storing it is all that it needs."""
    normal = notebook_form.normalise(notebook)
    complaints = [f"{key} is {notebook.get(key)}, not {normal[key]}"
                  for key in ("metadata", "nbformat", "nbformat_minor")
                  if notebook.get(key) != normal[key]]
    for number, (cell, wanted) in enumerate(
            zip(notebook["cells"], normal["cells"]), 1):
        keys = [key for key in {*cell, *wanted}
                if cell.get(key) != wanted.get(key)]
        if keys:
            complaints.append(f"cell {number}: {', '.join(sorted(keys))}")
    return complaints


def ids_are_unique(notebook):
    """Change one of the two in a text editor."""
    ids = [cell.get("id") for cell in notebook["cells"]]
    return [f"two cells have the id {id_}" for id_ in set(ids)
            if ids.count(id_) > 1]


def headings_nest(notebook):
    """The title has #, a section ##, and what stands within it ###."""
    found = headings(notebook)
    complaints = []
    if [(level, cell) for level, _, cell in found if level == 1] != [(1, 0)]:
        complaints.append("there must be one # heading, in the first cell")
    for (above, _, _), (level, text, _) in zip(found, found[1:]):
        if level > above + 1:
            complaints.append(f"{'#' * level} {text}: skips a level")
    complaints += [f"## {text}: an exercise is a part of a section: ###"
                   for level, text, _ in found
                   if level == 2 and text.startswith("Exercise")]
    return complaints


def exercises_are_numbered(notebook):
    """Number their headings anew, from 1, and look who speaks of them."""
    numbers = [int(match[1]) for _, text, _ in headings(notebook)
               for match in [re.match(r"Exercise (\d+)", text)] if match]
    return [] if numbers == list(range(1, len(numbers) + 1)) else [
        f"the headings of the exercises have the numbers {numbers}"]


def no_semicolon_at_the_end(notebook):
    """Leave it out. To hide a value, give it a name."""
    return [f"{name}: nbval and Jupyter differ on `{line.strip()}`"
            for name, cell in cells_with_names(notebook, "code")
            for line in cell["source"].splitlines()
            if line.rstrip().endswith(";")]


def code_cells_are_short(notebook):
    """Split the cell by a sentence, or delete an empty one. What only draws
    belongs into mlp_helpers/plots.
    """
    lengths = {name: len(cell["source"].splitlines())
               for name, cell in cells_with_names(notebook, "code")}
    long = [f"{name}: {length} lines" for name, length in lengths.items()
            if length > LONG_CELL]
    complaints = [f"{name}: {length} lines, more than {LONGEST_CELL}"
                  for name, length in lengths.items()
                  if length > LONGEST_CELL]
    if len(long) > len(lengths) / 10:
        complaints.append(f"more than one code cell in ten is longer than "
                          f"{LONG_CELL} lines: {'; '.join(long)}")
    complaints += [f"{name} is empty" for name, length in lengths.items()
                   if length == 0]
    return complaints


def lines_are_short(notebook):
    """Break the line."""
    return [f"{name}: {len(line)} columns: {line}"
            for name, cell in cells_with_names(notebook, "code")
            for line in cell["source"].splitlines()
            if len(line) > LONGEST_LINE]


def no_three_code_cells_in_a_row(notebook):
    """Put a sentence in between that reads what was shown."""
    kinds = [cell["cell_type"] == "code" for cell in notebook["cells"]]
    return [f"cells {number + 1} to {number + 3} are all code"
            for number in range(len(kinds) - 2)
            if all(kinds[number:number + 3])]


def anchors(notebook):
    """The ids that JupyterLab gives the headings."""
    return {text.replace(" ", "-") for _, text, _ in headings(notebook)}


def links_resolve(notebook):
    """A path begins in notebooks/: ../docs/teaching.md. An anchor is the
    heading, with - for each space.
    """
    complaints = []
    for name, cell in cells_with_names(notebook, "markdown"):
        targets = [match[3] for match in LINK.finditer(prose(cell))]
        targets += re.findall(
            r"""\b(?:href|src)\s*=\s*["']([^"']+)""", prose(cell))
        for target in targets:
            if re.match(r"https?://|mailto:", target):
                continue
            file, _, anchor = unquote(target).partition("#")
            path = NOTEBOOKS / file
            if file and not path.exists():
                complaints.append(f"{name}: there is no {file}")
            elif anchor and (not file or path.suffix == ".ipynb"):
                there = notebook_form.read(path) if file else notebook
                if anchor not in anchors(there):
                    complaints.append(f"{name}: no heading for {target}")
    return complaints


def images_have_a_text(notebook):
    """Say what is seen: ![a curve that falls](PATH)."""
    return [f"{name}: an image without alternative text, {match[0]}"
            for name, cell in cells_with_names(notebook, "markdown")
            for match in [*LINK.finditer(prose(cell)),
                          *IMAGE_TAG.finditer(prose(cell))]
            if match[0].startswith("![") and not match[2].strip()
            or match[0].lower().startswith("<img") and not re.search(
                r"""\balt\s*=\s*["'][^"']*\w""", match[0])]


def opens_and_closes(notebook):
    """It begins with **By the end**, **Builds on**, and **Takes** about N
    minutes.
    """
    cells = markdown_cells(notebook)
    second = is_second_edition(notebook)
    wanted = [(cells[0], r"By the end"), (cells[0], r"Builds on"),
              (cells[0], r"\*\*Takes\*\* about \d+ minutes" if second
               else r"[Aa]bout \d+ minutes")]
    if not second:
        wanted.append((cells[-1], FOUND))
    return [f"the {'first' if cell is cells[0] else 'last'} text does not "
            f"say: {words}" for cell, words in wanted
            if not re.search(words, cell["source"])]


def no_belittling_words(notebook):
    """Leave the word out: what is easy for one reader is hard for another."""
    return [f"{name} says {match[0]!r}"
            for kind in ("markdown", "code")
            for name, cell in cells_with_names(notebook, kind)
            for match in re.finditer(r"\b(simply|obviously|just)\b",
                                     cell["source"], re.IGNORECASE)]


def two_exercises_at_least(notebook):
    """CONTRIBUTING.md says how to add one."""
    count = sum(len(checks(cell)) for cell in code_cells(notebook))
    return [] if count >= 2 else [f"exercises with a check: {count}"]


# ---- the rules of the second edition ----

def is_second_edition(notebook):
    """They hold for a notebook as soon as it has this heading."""
    return OTHERS in [text for _, text, _ in headings(notebook)]


def second_edition(rule):
    """Make a rule hold for notebooks of the second edition only."""
    @functools.wraps(rule)
    def holds(notebook):
        return rule(notebook) if is_second_edition(notebook) else []
    return holds


def parts(notebook):
    """Yield (heading of an optional section or "", what it has, its text).

    "" is the required part, and comes several times where another heading of
    at most the same level ends an optional section.
    """
    optional, level = "", 0
    for cell in notebook["cells"]:
        source = cell["source"]
        if cell["cell_type"] == "code":
            yield optional, Counter(
                lines=sum(bool(line.strip()) for line in source.splitlines()),
                exercises=source.count("= check("),
                explorers=len(re.findall(r"explorers\.|Playground\(",
                                         source))), ""
            continue
        for part in re.split(r"(?m)^(?=#)", source):
            head = re.match(r"(#+) *(Optional)?", part)
            if head and (len(head[1]) <= level or not optional):
                optional = part.splitlines()[0] if head[2] else ""
                level = len(head[1])
            yield optional, Counter(
                words=len(re.findall(r"\w[\w'-]*", part))), part


def minutes(has):
    """How long a part takes, of the words and lines that it has."""
    return (has["words"] / 140 + has["lines"] / 8 + 6 * has["exercises"]
            + 3 * has["explorers"])


def times(notebook):
    """Heading of an optional section, or "" for the rest -> what it has."""
    found = {}
    for name, has, _ in parts(notebook):
        found.setdefault(name, Counter()).update(has)
    return found


def table(rows):
    """Lines that show what each part has, and the minutes of it."""
    counted = "words", "lines", "exercises", "explorers"
    return [f"{name or 'required part'}: {minutes(has):.0f} minutes, of "
            + ", ".join(f"{has[what]} {what}" for what in counted)
            for name, has in rows.items()]


def is_far(stated, has):
    return abs(int(stated) - minutes(has)) > ROUGHLY


@second_edition
def time_is_honest(notebook):
    """Minutes are words / 140 + lines / 8 + 6 for an exercise + 3 for an
    explorer. Cut, or state them, in steps of 5, in three places: the first
    text, the README's table, and the evenings of docs/teaching.md.
    """
    rows = times(notebook)
    has = rows[""]
    stated = re.search(r"\*\*Takes\*\* about (\d+) minutes",
                       notebook["cells"][0]["source"])
    complaints = []
    if stated and is_far(stated[1], has):
        complaints.append(f"it says {stated[1]} minutes, and the required "
                          f"part takes {minutes(has):.0f}")
    if round(minutes(has)) > LONGEST_PART:
        complaints.append(f"the required part takes {minutes(has):.0f} "
                          f"minutes, more than {LONGEST_PART}")
    return complaints and complaints + table(rows)


@second_edition
def optional_sections_end_it_and_state_their_time(notebook):
    """Such a section is called `Optional: ...`, begins with *About N
    minutes.*, and no required one comes after it.
    """
    complaints, optional, rows = [], "", times(notebook)
    for name, _, text in parts(notebook):
        if optional and not name:
            complaints.append("a required section comes after an optional "
                              f"one: {text.splitlines()[0]}")
        optional = name
    for name in filter(None, rows):
        text = "".join(text for part, _, text in parts(notebook)
                       if part == name)
        stated = re.search(r"\*About (\d+) minutes\.\*", text)
        if not name.lstrip("# ").startswith("Optional: "):
            complaints.append(f"{name}: write `Optional: `")
        if not stated:
            complaints.append(f"{name} does not say *About N minutes.*")
        elif is_far(stated[1], rows[name]):
            complaints += [f"{name} says {stated[1]} minutes",
                           *table({name: rows[name]})]
    return complaints


def answers_of(exercise):
    """What stands in the solution where the blank has `...`, line by line.

    Not what is too short to be an answer, and not a name alone or a call with
    nothing but names: so a text says what a function is and how it is called.
    """
    blank = [line.split("...") for line in without_comments(
        exercise.blank_source) if "..." in line]
    kept = set(without_comments(exercise.blank_source))
    for line in without_comments(exercise.solution_source):
        if line not in kept:
            for start, *_, end in blank:
                if start.strip() and line.startswith(start) \
                        and line.endswith(end):
                    line = line[len(start):len(line) - len(end)]
                    break
            line = line.strip()
            if len(line) >= 8 and not re.fullmatch(
                    r"\w+(\((\w+(, \w+)*)?\))?", line):
                yield line


def without_comments(source):
    return [re.sub(r"\s*#.*", "", line) for line in source.splitlines()]


def stands_in(line, text):
    """Whether a line of code stands in a text, whatever its spaces."""
    tokens = re.findall(r"\w+|[^\w\s]", line)
    return re.search(r"(?<!\w)" * tokens[0].isidentifier()
                     + r"\s*".join(map(re.escape, tokens))
                     + r"(?!\w)" * tokens[-1].isidentifier(), text)


@second_edition
def no_answer_above_its_exercise(notebook):
    """Say it above in other words, or below the exercise."""
    complaints = []
    for number, cell in enumerate(notebook["cells"]):
        if cell["cell_type"] != "code":
            continue
        for name in set(checks(cell)) & set(REGISTER):
            complaints += [
                f"{name}: `{line}` stands above it already, in "
                f"{above['source'].splitlines()[0][:40]!r}"
                for line in answers_of(REGISTER[name])
                for above in notebook["cells"][:number]
                if stands_in(line, above["source"])]
    return complaints


@second_edition
def our_words_are_used_before_others(notebook):
    """The left column has words of this page: use them above, or drop the row.
    """
    here = next(number for _, text, number in headings(notebook)
                if text == OTHERS)
    before, after = notebook["cells"][here]["source"].split(OTHERS, 1)
    before = " ".join(plain_words(text) for text in [
        *(cell["source"] for cell in notebook["cells"][:here]), before])
    rows = re.findall(r"^\|(.*?)(?<!\\)\|",
                      re.split(r"(?m)^#", after)[0], re.M)
    if len(rows) < 3:
        return [f"there is no table in {OTHERS}"]
    return [f"{OTHERS}: no text before it says {term!r}"
            for row in rows[2:] for term in terms(row)
            if not re.search(rf"(?<!\w){loosely(term)}", before)]


def plain_words(text):
    return " ".join(re.sub(r"[`*\"“”]", "", text).split())


def terms(cell):
    """The formulas and the words, but for short ones, of a table's cell."""
    for code, word in re.findall(r"`([^`]+)`|([^\W\d_]{3,})", cell):
        yield plain_words(code) or word


def loosely(term):
    """A pattern for a term: a word may begin a sentence, and have an ending.
    """
    rest = re.escape(term[1:])
    if re.match(r"[^\W\d_]{3}", term):
        return f"[{term[0].lower()}{term[0].upper()}]{rest}"
    return re.escape(term[0]) + rest + r"(?!\w)" * bool(
        re.match(r"\w", term[-1]))


@second_edition
def closes_in_order(notebook):
    """It ends with these three headings and progress(); then come optional
    sections.
    """
    names = [text for _, text, _ in headings(notebook)]
    required = [name for name in names if name in (FOUND, OTHERS, NEXT)]
    complaints = []
    if required != [FOUND, OTHERS, NEXT]:
        complaints.append(f"the last headings must be {FOUND}, {OTHERS}, "
                          f"{NEXT}; there are: {', '.join(required)}")
    optional = [name.startswith("Optional") for name in names]
    if NEXT in names and any(optional[:names.index(NEXT)]):
        complaints.append(f"an optional section comes before {NEXT}")
    calls = [name for cell in code_cells(notebook) for name in called(cell)
             if name == "progress"]
    if len(calls) != 1:
        complaints.append(f"progress() is called {len(calls)} times")
    return complaints


@second_edition
def no_quaint_words(notebook):
    """Say it plainly: fix, a compromise, everyone who, many."""
    return [f"{name} says {match[0]!r}"
            for kind in ("markdown", "code")
            for name, cell in cells_with_names(notebook, kind)
            for match in QUAINT.finditer(cell["source"])]


RULES = [
    executed_in_order, outputs_are_there, pictures_are_there,
    pictures_say_what_they_show,
    nothing_on_stderr, errors_where_tagged, no_trace_of_the_machine,
    committed_form, ids_are_unique, headings_nest, exercises_are_numbered,
    no_semicolon_at_the_end, code_cells_are_short, lines_are_short,
    no_three_code_cells_in_a_row,
    links_resolve, images_have_a_text, opens_and_closes, no_belittling_words,
    two_exercises_at_least,
    time_is_honest, optional_sections_end_it_and_state_their_time,
    no_answer_above_its_exercise, our_words_are_used_before_others,
    closes_in_order, no_quaint_words,
]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
@pytest.mark.parametrize("path", notebook_form.notebook_paths(),
                         ids=lambda path: path.stem)
def test_rule(path, rule):
    complaints = rule(notebook_form.read(path))
    assert not complaints, message(path, rule, complaints)


def message(path, rule, complaints):
    """What a rule complains of, what to do, and how to store the result."""
    return "\n  ".join([
        f"{path.name}, {rule.__name__.replace('_', ' ')}:", *complaints,
        " ".join(rule.__doc__.split()),
        "Then this line runs it and stores what it shows: "
        f"make store NOTEBOOK={path.stem}"])


def way_is_short(notebooks):
    """The same for several notebooks, as {name: notebook}: 00 to 05."""
    rows = {name: times(notebook)[""] for name, notebook in notebooks.items()
            if is_second_edition(notebook)}
    whole = sum(map(minutes, rows.values()))
    return [] if round(whole) <= LONGEST_WAY else [
        f"together {whole:.0f} minutes, more than {LONGEST_WAY}",
        *table(rows)]


def test_the_way_to_backpropagation_is_short():
    complaints = way_is_short({
        path.stem: notebook_form.read(path)
        for path in notebook_form.notebook_paths() if path.stem < "06"})
    assert not complaints, "\n  ".join([
        *complaints, "Cut, or make a section of one of them optional."])


def titles_agree(stem, notebook, exercises, lists):
    """Complaints on the titles of a notebook.

    Parameters
    ----------
    stem : str, the name of its file, without .ipynb
    notebook : dict
    exercises : str, the title of its exercises
    lists : dict of str, name of a text -> the text, in which a line of a list
        that links to the notebook has its title
    """
    if not is_second_edition(notebook):
        return []
    number, _, title = headings(notebook)[0][1].partition(" ")
    words = re.sub(r"\W+", "_", title.lower()).strip("_")
    said = {"the file's name": (stem, f"{number}_{words}"),
            "the title of its exercises": (exercises, title)}
    complaints = [f"{where} is {what!r}, and the heading says {wanted!r}"
                  for where, (what, wanted) in said.items()
                  if what != wanted]
    return complaints + [
        f"{where} does not say {title!r}: {line}"
        for where, whole in lists.items()
        for line in rows_about(stem, whole) if title not in line]


def rows_about(stem, text):
    """Rows of a table, and entries of a list, that link to a notebook."""
    return [line for line in text.splitlines()
            if f"{stem}.ipynb)" in line and re.match(r"[|*-]|\d+\.", line)]


README = (NOTEBOOKS.parent / "README.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("path", notebook_form.notebook_paths(),
                         ids=lambda path: path.stem)
def test_titles_agree(path):
    start, *_ = notebook_form.notebook_paths()
    first = "\n".join(cell["source"] for cell in markdown_cells(
        notebook_form.read(start)))
    complaints = titles_agree(
        path.stem, notebook_form.read(path), REGISTER.titles[path.stem[:2]],
        {"the README": README, start.name: first})
    assert not complaints, "\n  ".join([f"{path.name}:", *complaints])


def test_the_readme_lists_all_notebooks_in_order():
    listed = re.findall(
        r"^\| (\d\d) \| \[.+\]\(notebooks/(.+)\) \| .+\? \| (\d+) \|$",
        README, re.MULTILINE)
    wanted = [
        (path.stem[:2], path.name, re.search(
            r"about (\d+) min", notebook_form.read(path)["cells"][0]["source"]
        )[1]) for path in notebook_form.notebook_paths()]
    assert listed == wanted, "\n  ".join([
        "The table of README.md must have one row for each notebook, with the "
        "minutes of its first text. It differs in:",
        *(f"{number}: {name}, {minutes} minutes"
          for number, name, minutes in wanted
          if (number, name, minutes) not in listed)])


@pytest.mark.parametrize("path", notebook_form.notebook_paths(),
                         ids=lambda path: path.stem)
def test_file_is_as_stored(path):
    wanted = notebook_form.dumps(
        notebook_form.normalise(notebook_form.read(path), path.stem))
    assert path.read_text(encoding="utf-8") == wanted, (
        f"{path.name} is not in the committed form; this line stores it: "
        f"make store NOTEBOOK={path.stem}")


# ---- the rules, broken ----

def text(source):
    return {"cell_type": "markdown", "metadata": {}, "source": source}


def code(source, *outputs, tags=()):
    return {"cell_type": "code", "metadata": {"tags": list(tags)},
            "source": source, "execution_count": None,
            "outputs": list(outputs)}


def says(line, name="stdout"):
    return {"output_type": "stream", "name": name, "text": line + "\n"}


def picture(said="Three curves over the epoch, all falling."):
    return {"output_type": "display_data",
            "metadata": {"image/png": {"alt": said}},
            "data": {"image/png": "iVBOR", "text/plain": "<Figure size>"}}


def good_notebook():
    """A small notebook of the second edition that keeps every rule."""
    exercise = an_exercise()
    raised = {"output_type": "error", "ename": "ValueError",
              "evalue": "W: expected", "traceback": ["ValueError: W"]}
    return notebook_form.normalise({"cells": [
        text("# 00 Title\n\n**By the end** you can. **Builds on** 01.\n\n"
             "**Takes** about 15 minutes."),
        code(f"{exercise.blank_source}\n\n"
             f"{exercise.name} = check({exercise.name})", says("○ f: not")),
        code("def h(x):\n    return ...\n\nh = check(h)", says("○ h: not")),
        text("## Part\n\nSee [above](#00-Title), [the code](../mlp_helpers),\n"
             "and ![a curve](../README.md). A unit adds up."),
        code("plots.matrix(W)", picture()),
        code("forward(1)", raised, tags=[RAISES]),
        text(f"## {FOUND}\n\nA lot.\n\n## {OTHERS}\n\n| here | elsewhere |\n"
             "|---|---|\n| unit, `W` (a matrix) | node |\n\n"
             f"## {NEXT}\n\nWhy so."),
        code("progress()", says("0 of 2")),
        text("## Optional: more\n\n*About 3 minutes.*\n\n### A part of it"),
        code("print(1)", says("1")),
    ]}, "good")


def an_exercise():
    """The shortest of the course that has an answer of several words."""
    return min((exercise for exercise in REGISTER.values()
                if " " in "".join(answers_of(exercise))),
               key=lambda exercise: len(exercise.blank_source))


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
def test_good_notebook_keeps_the_rule(rule):
    assert rule(good_notebook()) == []


def change(number, key, value):
    """Make a function that sets one key of one cell."""
    def break_it(notebook):
        notebook["cells"][number][key] = value
    return break_it


def add(source):
    """Make a function that adds text to the fourth cell."""
    def break_it(notebook):
        notebook["cells"][3]["source"] += source
    return break_it


def edit(number, old, new):
    """Make a function that replaces a piece of one cell."""
    def break_it(notebook):
        cell = notebook["cells"][number]
        assert old in cell["source"]
        cell["source"] = cell["source"].replace(old, new)
    return break_it


LINES = "x = 1\n"
BREAKS = [
    (executed_in_order, change(1, "execution_count", None)),
    (executed_in_order, change(1, "execution_count", 7)),
    (outputs_are_there, change(1, "outputs", [])),
    (outputs_are_there, change(4, "outputs", [])),
    (outputs_are_there, lambda notebook: [
        cell.update(outputs=[]) for cell in code_cells(notebook)]),
    (pictures_are_there, change(4, "outputs", [says("done")])),
    *[(pictures_say_what_they_show, change(4, "outputs", [picture(said)]))
      for said in (None, "A picture.", "Three curves, all of them falling")],
    (pictures_are_there, change(1, "outputs", [
        {"output_type": "display_data", "metadata": {},
         "data": {"text/plain": "<Figure size 640x480>"}}])),
    (nothing_on_stderr, change(1, "outputs", [says("careful", "stderr")])),
    (errors_where_tagged, change(5, "metadata", {})),
    (errors_where_tagged, change(5, "outputs", [says("fine")])),
    (no_trace_of_the_machine, change(
        1, "outputs", [says("<f at 0x7f1234567890>")])),
    (no_trace_of_the_machine, change(
        1, "outputs", [says("/home/me/course/f.py")])),
    (committed_form, lambda notebook: notebook["metadata"].update(
        widgets={})),
    (committed_form, change(0, "metadata", {"editable": True})),
    (committed_form, lambda notebook: notebook["cells"][0].pop("id")),
    (committed_form, change(4, "outputs", [
        picture(), {"output_type": "display_data", "metadata": {},
                    "data": {VIEW: {"model_id": "1"}}}])),
    (ids_are_unique, lambda notebook: notebook["cells"][0].update(
        id=notebook["cells"][1]["id"])),
    (headings_nest, add("\n\n# Second title")),
    (headings_nest, add("\n\n#### Deep")),
    (headings_nest, add("\n\n## Exercise 1: on its own")),
    (exercises_are_numbered, add("\n\n### Exercise 2: more")),
    (no_semicolon_at_the_end, change(4, "source", "plots.matrix(W);")),
    (code_cells_are_short, change(4, "source", LINES * 21)),
    (code_cells_are_short, change(4, "source", LINES * 11)),
    (code_cells_are_short, change(4, "source", "")),
    (lines_are_short, change(4, "source", "x = '" + "a" * 72 + "'")),
    (no_three_code_cells_in_a_row, lambda notebook: notebook["cells"].insert(
        4, notebook["cells"][4])),
    (links_resolve, add("[next](99_nowhere.ipynb)")),
    (links_resolve, add("[below](#Nowhere)")),
    (links_resolve, add('<a href="nowhere.md">')),
    (images_have_a_text, add("![](../README.md)")),
    (images_have_a_text, add('<img src="../README.md" alt="">')),
    (images_have_a_text, add('<img src="../README.md">')),
    *[(opens_and_closes, lambda notebook, words=words: notebook["cells"][0]
       .update(source=notebook["cells"][0]["source"].replace(words, "")))
      for words in ("By the end", "Builds on", "minutes")],
    (opens_and_closes, change(6, "source", "The end.")),
    *[(no_belittling_words, add(f"\n\n{word} so."))
      for word in ("Simply", "obviously", "just")],
    (two_exercises_at_least, change(2, "source", "h = f")),
    (opens_and_closes, edit(0, "**Takes** about", "About")),
    (time_is_honest, edit(0, "15", "30")),
    (time_is_honest, edit(0, "15", "5")),
    (time_is_honest, lambda notebook: (
        edit(0, "15", "65")(notebook), add(" word" * 7000)(notebook))),
    *[(optional_sections_end_it_and_state_their_time, break_it)
      for break_it in (
        edit(8, "*About 3 minutes.*", ""), edit(8, "3 minutes", "9 minutes"),
        edit(8, "Optional: more", "Optional more"),
        lambda notebook: notebook["cells"].append(text("## Required")))],
    *[(no_answer_above_its_exercise, lambda notebook, make=make, space=space:
       notebook["cells"].insert(1, make(
           next(answers_of(an_exercise())).replace(" ", space))))
      for make in (text, code) for space in ("", "  ")],
    (our_words_are_used_before_others, edit(6, "| unit", "| unite")),
    (our_words_are_used_before_others, edit(6, "`W`", "`V`")),
    (our_words_are_used_before_others, edit(6, "|", "")),
    *[(closes_in_order, break_it) for break_it in (
        edit(6, f"## {FOUND}", ""), edit(6, NEXT, "Next"),
        edit(6, FOUND, NEXT), change(7, "source", "print(0)"),
        change(9, "source", "progress()"),
        lambda notebook: notebook["cells"].insert(5, text("## Optional: a")))],
    *[(no_quaint_words, add(f"\n\n{words} it."))
      for words in ("Mend", "mended", "a bargain", "whoever", "heaps")],
]


@pytest.mark.parametrize(
    "rule, break_it", BREAKS, ids=[rule.__name__ for rule, _ in BREAKS])
def test_broken_rule_complains(rule, break_it):
    notebook = good_notebook()
    break_it(notebook)
    assert rule(notebook), f"{rule.__name__} has nothing to complain of"


def test_every_rule_is_broken_once():
    assert {rule for rule, _ in BREAKS} == set(RULES)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
def test_every_rule_says_what_to_do(rule):
    assert rule.__doc__, "a docstring that tells an author what to do"
    assert re.fullmatch(
        r"07_a.ipynb, .+:\n  it has 9\n  .+[.]\n  Then .+ NOTEBOOK=07_a",
        message(Path("07_a.ipynb"), rule, ["it has 9"]))


@pytest.mark.parametrize("break_it", [
    add("\n\nbargain" + " word" * 9000), edit(7, "progress()", "print(0)"),
    edit(0, "**Takes** about 15", "About 50"),
    edit(8, "*About 3 minutes.*", ""),
])
def test_the_first_edition_need_not_keep_the_seconds_rules(break_it):
    notebook = good_notebook()
    break_it(notebook)
    assert any(rule(notebook) for rule in RULES)
    edit(6, f"## {OTHERS}", "")(notebook)
    assert not any(rule(notebook) for rule in RULES
                   if rule != opens_and_closes)
    notebook["cells"].append(text(FOUND))
    assert opens_and_closes(notebook) == []


def test_a_long_way_is_complained_of():
    notebooks = {str(number): good_notebook() for number in range(5)}
    assert way_is_short(notebooks) == []
    add(" word" * 35000)(notebooks["3"])
    complaints = way_is_short(notebooks)
    assert "more than 280" in complaints[0] and len(complaints) == 6


@pytest.mark.parametrize("number, changed", [*enumerate([
    ("00_title", "Title", "| 00 | [Title](00_title.ipynb) |"),
    ("00_titles", "Title", ""),
    ("01_title", "Title", ""),
    ("00_title", "Titles", ""),
    ("00_title", "Title", "- [the first](notebooks/00_title.ipynb), short"),
])])
def test_another_title_is_complained_of(number, changed):
    stem, exercises, line = changed
    complaints = titles_agree(stem, good_notebook(), exercises, {"A": line})
    assert len(complaints) == (number > 0), complaints


def test_an_answer_is_what_stands_for_the_dots():
    class Example:
        solution_source = ("def f(nand):\n    y = g(x + 1)  # [n]\n"
                           "    a = nand(p, q)\n    num_units = y\n"
                           "    y = num_units")
        blank_source = ("def f(nand):\n    y = ...       # [n]\n"
                        "    a = ...\n    num_units = y\n    y = ...")

    assert list(answers_of(Example)) == ["g(x + 1)"]
    assert stands_in("g(x + 1)", "so `g(x+1)`.")
    assert not stands_in("g(x + 1)", "gg(x + 1)")


def test_minutes_are_counted_by_parts():
    notebook = good_notebook()
    rows = times(notebook)
    assert list(rows) == ["", "## Optional: more"]
    assert rows["## Optional: more"] == {"words": 9, "lines": 1,
                                         "exercises": 0, "explorers": 0}
    assert rows[""]["exercises"] == 2
    edit(9, "print(1)", "explorers.a()\nPlayground()")(notebook)
    assert minutes(times(notebook)["## Optional: more"]) == pytest.approx(
        9 / 140 + 2 / 8 + 6)


# ---- storing ----

def test_normalise_drops_what_is_volatile():
    notebook = good_notebook()
    notebook["metadata"]["widgets"] = {"state": {}}
    view = {"output_type": "display_data", "metadata": {},
            "data": {VIEW: {"model_id": "1"}}}
    notebook["cells"][4]["outputs"].insert(0, view)
    notebook["cells"][5]["outputs"][0]["traceback"] = [
        "\x1b[36mFile \x1b[39m\x1b[32m/home/me/mlp_helpers/mlp_helpers/a.py:3",
        "/tmp/ipykernel_123/456.py:1: Warning"]
    assert notebook_form.view_with_company(notebook) == []
    normal = notebook_form.normalise(notebook)
    assert normal["cells"][4] == good_notebook()["cells"][4]
    assert normal["cells"][5]["outputs"][0]["traceback"] == [
        "\x1b[36mFile \x1b[39m\x1b[32mmlp_helpers/a.py:3",
        "this cell:1: Warning"]
    assert notebook_form.normalise(normal) == normal
    view["data"]["text/plain"] = "IntSlider(value=0)"
    assert notebook_form.view_with_company(notebook) == [3]


@pytest.mark.parametrize("above, source, folded", [
    ("Text.\n\nPredict: how many?", "print(1)", True),
    ("Is it so? Text.\n\nHere it is.", "print(1)", False),
    ("Work it out on paper.", "print(1)", True),
    ("Predict, then run.", "f = check(f)", False),
    ("Predict, then move it.", "explorers.chain(w=0.3)", False),
])
def test_what_the_text_asks_for_is_folded(above, source, folded):
    cells = [text("# 00 Title\n\n*Why?*"), code("print(0)", says("0")),
             text(above), code("def f():\n    return 1"),
             code(source, says("1")), code("print(2)", says("2"))]
    stored = notebook_form.normalise({"cells": cells})
    hidden = {"jupyter": {"outputs_hidden": True}}
    assert [cell["metadata"] for cell in stored["cells"]] == [
        {}, {}, {}, {}, hidden if folded else {}, {}]
    assert notebook_form.normalise(stored) == stored
    stored["cells"][4]["metadata"] = {} if folded else hidden
    assert committed_form(stored) == ["cell 5: metadata"]


def test_missing_ids_are_made_once():
    notebook = good_notebook()
    for cell in notebook["cells"]:
        del cell["id"]
    first = notebook_form.normalise(notebook, "05")
    assert first == notebook_form.normalise(notebook, "05")
    assert ids_are_unique(first) == []
    assert first["cells"][0]["id"] != notebook_form.normalise(
        notebook, "08")["cells"][0]["id"]


def test_written_and_read_again(tmp_path):
    path = Path(tmp_path, "good.ipynb")
    text = notebook_form.dumps(good_notebook())
    path.write_text(text, encoding="utf-8")
    assert notebook_form.read(path) == good_notebook()
    assert text.endswith("}\n") and "○" in text


@pytest.mark.parametrize("source, reason", [
    ("1 / 0", "ZeroDivisionError"),
    ("import ipywidgets\nipywidgets.IntSlider()", "Show the view alone"),
])
def test_store_refuses(tmp_path, source, reason):
    path = tmp_path / "bad.ipynb"
    before = notebook_form.dumps(
        notebook_form.normalise({"cells": [code(source)]}))
    path.write_text(before, encoding="utf-8")
    assert reason in store.store(path)
    assert path.read_text(encoding="utf-8") == before


def test_store_runs_and_writes_once(tmp_path, capsys):
    path = tmp_path / "new.ipynb"
    cells = [code("1 / 0", tags=[RAISES]), code("print('○', 6 * 7)")]
    path.write_text(notebook_form.dumps(
        {"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 4}),
        encoding="utf-8")
    assert store.store(path) is None
    stored = notebook_form.read(path)
    assert committed_form(stored) == errors_where_tagged(stored) == []
    assert stored["cells"][1]["outputs"] == [says("○ 42")]
    assert store.store(path) is None
    assert capsys.readouterr().out == (
        "stored: new.ipynb\nnothing new: new.ipynb\n")
