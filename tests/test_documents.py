"""README and its like: links, spelling, and what the makefile says of itself.

Links of the notebooks are tested with their form.
"""

import re
import runpy
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import notebook_form
import pytest

ROOT = notebook_form.NOTEBOOKS.parent
address = SimpleNamespace(**runpy.run_path(ROOT / "website/address.py"))
DOCUMENTS = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/*.md"),
                    *ROOT.glob("*/README.md"), *ROOT.glob("*/*/NOTICE.md")])
DOCUMENTS = [path for path in DOCUMENTS if not path.parts[
    len(ROOT.parts)].startswith((".", "build", "node_modules"))]
LINK = re.compile(r"\]\(([^)\s]+)\)|(?:src|srcset|href)=\"([^\"]+)\"")
CODE = re.compile(r"```.*?```|`[^`]*`", re.DOTALL)


def slug(heading):
    """The anchor that GitHub gives to a heading."""
    words = re.sub(r"[^\w\- ]", "", CODE.sub(
        lambda code: code[0].strip("`"), heading).lower())
    return words.strip().replace(" ", "-")


def anchors(path):
    return {slug(heading) for heading in re.findall(
        r"^#+ (.+)$", path.read_text("utf-8"), re.MULTILINE)}


def broken(path):
    """The links of a document that lead nowhere."""
    for match in LINK.finditer(CODE.sub("", path.read_text("utf-8"))):
        link = match[1] or match[2]
        if re.match("https?://[^/ ]+[.][a-z]+(/|$)|mailto:", link):
            continue
        if link == address.PUBLISHED:
            continue
        file, _, anchor = link.partition("#")
        target = path.parent / file if file else path
        if not target.exists() or anchor and anchor not in anchors(target):
            yield link


@pytest.mark.parametrize("path", DOCUMENTS,
                         ids=lambda path: str(path.relative_to(ROOT)))
def test_links_lead_somewhere(path):
    assert list(broken(path)) == [], (
        f"{path.name} has links that lead nowhere. A path begins in its own "
        "folder; an anchor is a heading in small letters, - for each space.")


def test_a_broken_link_is_found(tmp_path):
    path = tmp_path / "a.md"
    path.write_text("# A heading, *two*\n[a](#a-heading-two) [b](#b) "
                    "[c](c.md) `[d](d.md)` [e](http://nowhere)")
    assert list(broken(path)) == ["#b", "c.md", "http://nowhere"]


# ---- the site's address ----

def test_the_readme_leads_to_its_own_site_and_to_binder(tmp_path):
    readme = tmp_path / "README.md"
    readme.write_text((ROOT / "README.md").read_text("utf-8"), "utf-8")
    lines = address.LINE.search(readme.read_text("utf-8"))
    known = re.search("/gh/([^/]+/[^/]+)/HEAD", lines[0])
    assert lines[0] == address.first_line(known and known[1])
    for name, site in [
            ("Ab/c-d.e", "https://ab.github.io/c-d.e/"),
            ("a/A.github.io", "https://a.github.io/")]:
        address.lead(name, readme)
        text = readme.read_text("utf-8")
        assert text.count(f"({site})") == 1
        assert text.count(f"(https://mybinder.org/v2/gh/{name}/HEAD?") == 1
    address.lead("a/b", readme)
    assert "Ab/c-d.e" not in readme.read_text("utf-8")


def test_the_front_page_leads_to_binder_where_its_name_is_known(monkeypatch):
    monkeypatch.setenv("GITHUB_REPOSITORY", "a/b")
    links = re.findall('href="(.+?)"', address.elsewhere(
        address.from_environment()))
    assert links == ["https://mybinder.org/v2/gh/a/b/HEAD?urlpath=lab/tree/"
                     "notebooks/00_start_here.ipynb", "https://github.com/a/b"]
    monkeypatch.setenv("GITHUB_REPOSITORY", "")
    assert address.elsewhere(address.from_environment()) == ""
    assert (ROOT / "website/front.html").read_text("utf-8").count(
        "ELSEWHERE") == 1


@pytest.mark.parametrize("name", ["", "a", "a/b/c", "https://x.org/a/b", None])
def test_a_name_that_is_no_repository_is_refused(name):
    with pytest.raises(ValueError, match="name: expected a repository on "
                                         "GitHub, OWNER/NAME, got"):
        address.addresses(name)


def test_without_its_line_a_readme_is_left_alone(tmp_path):
    readme = tmp_path / "README.md"
    readme.write_text("# Another")
    with pytest.raises(ValueError, match="expected one line"):
        address.lead("a/b", readme)
    assert readme.read_text() == "# Another"


# ---- spelling ----

def texts():
    """What people read, by name."""
    for path in DOCUMENTS:
        yield path.name, path.read_text("utf-8")
    for path in notebook_form.notebook_paths():
        yield path.stem, "\n".join(
            cell["source"] for cell in notebook_form.read(path)["cells"])
    for pattern in ("mlp_helpers/**/*.py", "mlp_helpers/**/*.js",
                    "tests/*.py", "website/*", "Makefile",
                    ".github/**/*.yml"):
        for path in ROOT.glob(pattern):
            if path.suffix not in (".png", ".ico") and path.is_file() \
                    and path != Path(__file__):  # it has slips on purpose
                yield "_".join(path.relative_to(ROOT).parts), \
                    path.read_text("utf-8")


def slips(folder):
    return subprocess.run(
        [sys.executable, "-m", "codespell_lib", "--toml",
         ROOT / "pyproject.toml", "."], cwd=folder, capture_output=True,
        text=True).stdout


def test_words_are_spelled_right(tmp_path):
    for name, text in texts():
        (tmp_path / f"{name}.txt").write_text(text, "utf-8")
    assert slips(tmp_path) == "", (
        "A word that is right all the same goes into ignore-words-list of "
        "pyproject.toml, in small letters.")


def test_a_slip_is_found(tmp_path):
    (tmp_path / "a.txt").write_text("It is recieved.")
    assert "recieved ==> received" in slips(tmp_path)


# ---- the makefile and the workflows ----

def test_help_names_every_target():
    makefile = (ROOT / "Makefile").read_text("utf-8")
    phony = re.search(r"\.PHONY: ((?:.*\\\n)*.*)", makefile)[1]
    targets = set(phony.replace("\\", "").split()) - {"help", "browser"}
    told = set(re.findall(r"echo 'make ([\w-]+)", makefile))
    assert targets <= told, targets - told


@pytest.mark.parametrize("path", sorted(
    (ROOT / ".github" / "workflows").glob("*.yml")), ids=lambda p: p.name)
def test_workflows_call_what_make_does_with_pinned_actions(path):
    text = path.read_text("utf-8")
    for action in re.findall(r"uses: (.+)", text):
        assert re.search(r"@[0-9a-f]{40} # v[\d.]+$", action), action
    made = set(re.findall(r"^([\w-]+):", (ROOT / "Makefile").read_text(
        "utf-8"), re.MULTILINE))
    for target in re.findall(r"make ([\w-]+)", text):
        assert target in made, target


def test_contributing_stays_under_a_page():
    lines = (ROOT / "CONTRIBUTING.md").read_text("utf-8").splitlines()
    assert len(lines) <= 60


def named(text):
    """Files, and targets of make, that a text sends its readers to."""
    files = re.findall(r"(?<![\w/\\.])(?:tests|mlp_helpers|plots|explorers|"
                       r"notebooks|docs|benchmarks)/[\w/]+(?:\.\w+)?", text)
    return ([file.replace("nbNN", "nb05") for file in files],
            re.findall(r"(?:`|^    )make ([\w-]+)", text, re.M))


@pytest.mark.parametrize("name", ["README.md", "CONTRIBUTING.md"])
def test_what_readers_are_sent_to_is_there(name):
    files, targets = named((ROOT / name).read_text("utf-8"))
    places = [ROOT, ROOT / "mlp_helpers"]
    assert len(files) > 3 and len(targets) > 3
    assert [file for file in files if not any(
        list(place.glob(f"{file}*")) for place in places)] == []
    makefile = (ROOT / "Makefile").read_text("utf-8")
    assert [target for target in targets if not re.search(
        rf"^{target}:", makefile, re.M)] == []


def test_what_is_not_there_is_found():
    assert named("`tests/no.py` in `make nothing A=1`\n    make it\n"
                 "tests/answers/nbNN.py, `.venv/tests/x`") == (
        ["tests/no.py", "tests/answers/nb05.py"], ["nothing", "it"])


def test_the_first_issue_form_is_the_one_that_helps_most():
    forms = sorted((ROOT / ".github" / "ISSUE_TEMPLATE").glob("[0-9]*.yml"))
    first = Path(forms[0]).read_text("utf-8")
    assert first.startswith("name: This step lost me")
