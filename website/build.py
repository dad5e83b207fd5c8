"""Build the course as a static site: python website/build.py FOLDER

The site has a front page, each notebook as a page to read, and JupyterLab in a
browser tab (JupyterLite), where the notebooks run without a server. Any host
of static files will do. What it takes stands in requirements.txt.
"""
import functools
import json
import re
import shutil
import subprocess
import sys
from html import escape
from pathlib import Path

import address
import nbformat
import pyodide
from nbconvert import HTMLExporter

COURSE, HERE = pyodide.COURSE, pyodide.HERE
NOTEBOOKS = COURSE / "notebooks"
TAB = "tab"  # the folder of JupyterLab in the site
KERNEL = "@jupyterlite/pyodide-kernel-extension:kernel"
ROW = re.compile(
    r"^\| (\d\d) \| \[(.+?)\]\(notebooks/(.+?)\.ipynb\) \| (.+?) \| (\d+) \|$",
    re.M)
COURSES = re.compile(r"\d\d_\w+\.ipynb")  # not a reader's copy beside it
# A circle and a square, the two classes of the course.
ICON = ("<link rel='icon' href='data:image/svg+xml,"
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16">'
        '<circle cx="5" cy="5" r="4.5" fill="%23e69f00"/>'
        '<path d="M7 7h8.5v8.5H7z" fill="%230072b2"/></svg>\'>')
# What a tab cannot do, beside the rest of its row.
IN_A_TAB = {
    "09": "In a tab, times are longer, and its clock is coarse.",
    "11": "In a tab, its twenty starts take some minutes.",
    "15": "The optional parts on other libraries need a computer of your own.",
}


def build(site):
    """Build the site in a folder, anew. Returns its list of notebooks."""
    shutil.rmtree(site, ignore_errors=True)
    site.mkdir(parents=True)
    _tab(site / TAB)
    rows = ROW.findall((COURSE / "README.md").read_text())
    apart = {f"{stem}.ipynb" for _, _, stem, _, _ in rows} ^ {
        path.name for path in NOTEBOOKS.glob("*.ipynb")
        if COURSES.fullmatch(path.name)}
    if apart:
        raise ValueError("README.md: expected a row for each notebook of the "
                         f"course, and these do not agree: {sorted(apart)}")
    for number, title, stem, _, _ in rows:
        page(stem, f"{number} {title}", site)
    shutil.copy(HERE / "page.css", site)
    for file in NOTEBOOKS.glob("playground*"):
        shutil.copy(file, site)
        shutil.copy(file, site / TAB / "lab")  # where a tab first looks
    front = (HERE / "front.html").read_text()
    for place, text in [
            ("</head>", f"{ICON}</head>"),
            ("ROWS", "\n".join(map(front_row, rows))),
            ("ELSEWHERE", address.elsewhere(address.from_environment()))]:
        front = front.replace(place, text)
    (site / "index.html").write_text(front)
    return rows


def _tab(folder):
    """JupyterLab with the notebooks, on a Pyodide that the site holds."""
    source = folder.with_name("source")
    shutil.copytree(NOTEBOOKS, source / "files/notebooks",
                    ignore=shutil.ignore_patterns(".*"))
    held = pyodide.assemble(source / "static/pyodide",
                            pyodide.from_environment())
    print(f"{held} packages of Pyodide are in the site; tabs get the others "
          "from its makers' server.")
    (source / "jupyter-lite.json").write_text(json.dumps({
        "jupyter-lite-schema-version": 0,
        "jupyter-config-data": {
            "appName": "Backpropagation by hand",
            "exposeAppInBrowser": True,  # for the tests
            "litePluginSettings": {KERNEL: {
                "pyodideUrl": "./static/pyodide/pyodide.js"}}}}))
    subprocess.run(
        [sys.executable, "-m", "jupyterlite_core", "build",
         "--contents", "files", "--output-dir", str(folder.resolve()),
         "--apps", "lab", "--no-libarchive",
         "--no-sourcemaps"],
        cwd=source, check=True, stdout=subprocess.DEVNULL)
    shutil.rmtree(source)
    lab = folder / "lab/index.html"
    style = (HERE / "custom/custom.css").read_text()
    lab.write_text(lab.read_text().replace(
        "</head>", f"<style>{style}</style></head>", 1))


# What the text asks for first is folded on a page, too.
FOLDED = """
{%- extends "lab/index.html.j2" -%}
{%- block output_group -%}
{%- if cell.metadata.get("jupyter", {}).get("outputs_hidden") -%}
<details class="asked"><summary>What it shows</summary>
{{ super() }}
</details>
{%- else -%}
{{ super() }}
{%- endif -%}
{%- endblock output_group -%}
"""


def page(stem, title, site):
    """One notebook as a page to read, with what it shows."""
    notebook = nbformat.read(NOTEBOOKS / f"{stem}.ipynb", 4)
    text = exported(notebook, "light")
    text = text.replace("</head>", f"{night_styles()}</head>", 1)
    sentences = iter(picture_texts(notebook))
    text = re.sub(r'alt="No description has been provided for this image"',
                  lambda _: f'alt="{escape(next(sentences))}"', text)
    text = re.sub(r'href="([\w/.]+)\.ipynb(#[^"]*)?"', r'href="\1.html\2"',
                  text)
    text = re.sub(r"<title>.*?</title>", f"<title>{escape(title)}</title>"
                  f'<link rel="stylesheet" href="page.css">{ICON}', text)
    text = re.sub("<body[^>]*>", lambda body: body[0] + SHADE + bar(stem),
                  text, count=1)
    (site / f"{stem}.html").write_text(text)


STYLE = re.compile(r"<style[^>]*>.*?</style>", re.S)


def exported(notebook, theme):
    """The HTML of a notebook in a theme, "light" or "dark"."""
    return HTMLExporter(
        template_name="lab", theme=theme, mathjax_url="", require_js_url="",
        jquery_url="", raw_template=FOLDED).from_notebook_node(notebook)[0]


@functools.cache
def night_styles():
    """What a page in the dark theme has of its own, asleep until SHADE."""
    day, night = (STYLE.findall(exported(nbformat.v4.new_notebook(), theme))
                  for theme in ("light", "dark"))
    extra = [re.sub("<style[^>]*>", '<style class="night" media="not all">',
                    style, count=1) for style in night if style not in day]
    if not extra:
        raise ValueError("night_styles: expected a style of the dark theme's "
                         "own, got those of the light one")
    return "\n".join(extra)


SHADE = """<script>
const night = matchMedia("(prefers-color-scheme: dark)");
function shade(dark) {
  document.body.dataset.jpThemeLight = !dark;
  for (const style of document.querySelectorAll("style.night")) {
    style.media = dark ? "screen" : "not all";
  }
}
night.addEventListener("change", () => shade(night.matches));
addEventListener("beforeprint", () => shade(false));
addEventListener("afterprint", () => shade(night.matches));
shade(night.matches);
</script>"""


def picture_texts(notebook):
    """What the pictures of a page say of themselves, in their order."""
    return [output["metadata"]["image/png"]["alt"]
            for cell in notebook["cells"] for output in cell.get("outputs", [])
            if "image/png" in output.get("data", {})]


def bar(stem):
    """The line above a page: back to the list, and on to the live notebook."""
    return ('<nav class="course"><a href="index.html">All notebooks</a>'
            f'<a href="{live(stem)}">Run this notebook in the browser</a>'
            "</nav>")


def live(stem):
    return f"{TAB}/lab/index.html?path=notebooks/{stem}.ipynb"


def front_row(row):
    """A notebook's row on the front page."""
    number, title, stem, question, minutes = row
    remark = IN_A_TAB.get(number)
    return (f'<li><span class="number">{number}</span><div>'
            f'<a href="{stem}.html">{escape(title)}</a>'
            f"<p>{escape(question)}</p>"
            + (f'<p class="remark">{remark}</p>' if remark else "")
            + f'</div><span class="minutes">{minutes} minutes</span>'
            f'<a class="run" href="{live(stem)}" aria-label="Run {number} in '
            'the browser">Run</a></li>')


if __name__ == "__main__":
    if len(sys.argv) != 2:
        raise SystemExit(__doc__)
    site = Path(sys.argv[1])
    print(f"{len(build(site))} notebooks are in {site}.")
