"""Lead to this copy's own site: python website/address.py OWNER/NAME

The README's first line leads to the site that the workflow publishes, and to
Binder. Both addresses follow from the repository's name on GitHub, so a copy
for a class says its name once. Before that, the line leads to the repository's
own page of what is published, which GitHub finds without a name.
"""
import os
import re
import sys
from html import escape
from pathlib import Path

README = Path(__file__).parent.parent / "README.md"
NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9-]*/[\w.-]+")
PUBLISHED = "../../deployments/github-pages"  # of the README's own repository
LINE = re.compile(r"^\*\*Nothing to install:\*\* .*(?:\n.+)*", re.M)
FIRST = "notebooks/00_start_here.ipynb"


def addresses(name):
    """Of a repository OWNER/NAME: its page on GitHub, its site, its Binder."""
    if not isinstance(name, str) or not NAME.fullmatch(name):
        raise ValueError("name: expected a repository on GitHub, OWNER/NAME, "
                         f"got {name!r}")
    owner, folder = name.split("/")
    host = f"{owner.lower()}.github.io"
    folder = "" if folder.lower() == host else f"{folder}/"
    return (f"https://github.com/{name}", f"https://{host}/{folder}",
            f"https://mybinder.org/v2/gh/{name}/HEAD?urlpath=lab/tree/{FIRST}")


def first_line(name=None):
    """The README's first line, with direct links where the name is known."""
    _, site, binder = (addresses(name) if name else (
        None, PUBLISHED, "https://mybinder.org/"))
    return (f"**Nothing to install:** start [in your browser]({site}),\n"
            f"or [on Binder]({binder})"
            + ("." if name else " with this repository's address."))


def from_environment():
    """The name that GitHub gives to its workflows, or None."""
    return os.environ.get("GITHUB_REPOSITORY") or None


def elsewhere(name):
    """Where else the course runs: Binder, where the repository has a name."""
    if name is None:
        return ""
    repository, _, binder = map(escape, addresses(name))
    return (f'Or run it <a href="{binder}">on Binder</a>, on a computer of '
            f'theirs. <a href="{repository}">All files</a> of the course.')


def lead(name, readme=README):
    """Write the first line of a README anew."""
    text = readme.read_text("utf-8")
    if len(LINE.findall(text)) != 1:
        raise ValueError(f"{readme}: expected one line that starts with "
                         "'**Nothing to install:**'")
    line = first_line(name)
    readme.write_text(LINE.sub(lambda _: line, text), "utf-8")


if __name__ == "__main__":
    if len(sys.argv) != 2:
        raise SystemExit(__doc__)
    try:
        lead(sys.argv[1])
    except ValueError as refused:
        raise SystemExit(str(refused)) from None
