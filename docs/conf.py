"""The documents as a site:  make docs  builds it in site/. Nothing is fetched, while building or while reading."""

import shutil
from pathlib import Path
from typing import Any

project = "Second Knock"
author = "the makers of Second Knock"
extensions = ["myst_parser"]
source_suffix = {".md": "markdown"}
root_doc = "README"
exclude_patterns = ["images/make_pictures.py", "findings/the_rest.yaml", "findings/es"]
html_theme = "furo"
html_title = "Second Knock"
html_copy_source = False
html_show_sourcelink = False
html_show_copyright = False
myst_heading_anchors = 4
myst_url_schemes = ["http", "https", "mailto", "outside"]
# Links to files that are no pages: they are copied beside the pages.
OUTSIDE = ("README.md", "CONTRIBUTING.md", "scoring/habits.json")

# The order of the pages. A page that stands nowhere here fails the build.
TREES = {
    "README": {
        "Write": (
            "first_scenario", "writing_people", "people", "scoring", "authoring", "moving",
            "format", "keys_of_a_scenario", "findings/README", "exploring", "scores_over_all_plays",
        ),
        "The drive": ("drive", "drive_format", "drive_model"),
        "Look up": ("commands/README", "keys", "players"),
        "How it is built": ("architecture", "translating", "decisions", "measurements"),
    },
    "commands/README": {"Commands": ("*",)},
    "findings/README": {"Findings": ("*",)},
}  # fmt: skip


def _trees(_app: Any, page: str, source: list[str]) -> None:
    """The tables of contents, which a reader of the plain files does not need."""
    for caption, pages in TREES.get(page, {}).items():
        glob = [":glob:"] if "*" in pages else []
        source[0] += "\n".join(["", "```{toctree}", ":hidden:", f":caption: {caption}", *glob, "", *pages, "```", ""])


def _links_that_lead_outside(_app: Any, _page: str, source: list[str]) -> None:
    """The top folder's own files are not among the pages; a link to one leads to a copy of it."""
    for outside in OUTSIDE:
        for up in ("../../", "../"):
            source[0] = source[0].replace(f"]({up}{outside}", f"](outside:{outside}")


def _copy_outside(app: Any, error: Exception | None) -> None:
    if error is None:
        for outside in OUTSIDE:
            target = Path(app.outdir) / "repository" / outside
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(Path(app.srcdir).parent / outside, target)


def _front_page(app: Any, error: Exception | None) -> None:
    """Whoever opens the site's folder comes to its first page."""
    if error is None:
        page = f'<!DOCTYPE html><meta charset="utf-8"><meta http-equiv="refresh" content="0; url={root_doc}.html">'
        (Path(app.outdir) / "index.html").write_text(f"{page}<title>{html_title}</title>\n", encoding="utf-8")


def _resolved(app: Any, document: Any, page: str) -> None:
    """The address of such a copy, from the page that links to it."""
    from docutils import nodes

    up = "../" * page.count("/")
    for link in document.findall(nodes.reference):
        if link.get("refuri", "").startswith("outside:"):
            link["refuri"] = f"{up}repository/{link['refuri'].removeprefix('outside:')}"


def setup(app: Any) -> None:
    """Called by Sphinx."""
    app.connect("source-read", _trees)
    app.connect("source-read", _links_that_lead_outside)
    app.connect("doctree-resolved", _resolved)
    app.connect("build-finished", _copy_outside)
    app.connect("build-finished", _front_page)
