"""The fixed rules of docs and design that no linter knows."""

import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from django.conf import settings
from django.urls import URLPattern, get_resolver

ROOT = settings.BASE_DIR
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())
APPS = ("people", "processes", "kpis", "scorecards", "kpiflow")

NO_DJANGO = """
import importlib, sys
class NoDjango:
    def find_spec(self, name, *_):
        if name.partition(".")[0] in ("django", "psycopg"):
            raise ImportError(f"{name} is imported by a pure module")
sys.meta_path.insert(0, NoDjango())
importlib.import_module(sys.argv[1])
"""

TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))
TEMPLATE_RULES = {
    "an inline style": r"<style|\sstyle\s*=",
    "an inline script": r"<script(?![^>]*\ssrc=)",
    "a script in an attribute": r"""\son[a-z]+\s*=\s*["']|javascript:""",
    "JavaScript for htmx": r"hx-(on|vals|vars|headers)\b[^=]*=.{0,2}js:|hx-on|\bjs:",
    "unescaped text": r"\|\s*safe\b|\|\s*safeseq\b|autoescape\s+off",
}

# Pieces, so that this file doesn't name what it looks for.
INDEX_HOSTS = ["pypi" + ".org", "python" + "hosted.org", "npmjs" + ".org"]
OWN_PATHS = ["/work" + "/", "/root" + "/", "/opt" + "/pypi", "/opt" + "/wheels"]


def contracts(kind):
    linter = PROJECT["tool"]["importlinter"]
    return [item for item in linter["contracts"] if item["type"] == kind]


def committed_files():
    """What git holds or would take in; nothing that it ignores."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard"]
    listing = subprocess.run(
        command, cwd=ROOT, check=True, capture_output=True, text=True
    )
    files = [ROOT / line for line in listing.stdout.splitlines()]
    return [file for file in files if file.is_file()]


def text_of(file):
    """Its text, or nothing when it is a picture."""
    try:
        return file.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        return ""


def test_imports_point_down():
    command = [str(Path(sys.executable).parent / "lint-imports"), "--no-cache"]
    linted = subprocess.run(
        command, cwd=ROOT, capture_output=True, text=True, check=False
    )

    assert linted.returncode == 0, linted.stdout


def test_every_app_has_its_layer():
    (layers,) = contracts("layers")

    assert layers["layers"] == list(reversed(APPS))


@pytest.mark.parametrize("module", contracts("forbidden")[0]["source_modules"])
def test_a_pure_module_needs_no_django(module):
    imported = subprocess.run(
        [sys.executable, "-c", NO_DJANGO, module],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )

    assert imported.returncode == 0, imported.stderr


@pytest.mark.parametrize("rule", TEMPLATE_RULES)
def test_no_template_has(rule):
    guilty = [
        f"{template.relative_to(ROOT)}: {found[0]}"
        for template in TEMPLATES
        for found in re.finditer(TEMPLATE_RULES[rule], template.read_text())
    ]

    assert not guilty


def test_no_template_is_long():
    lengths = {
        str(template.relative_to(ROOT)): len(template.read_text().splitlines())
        for template in TEMPLATES
    }

    assert {name: length for name, length in lengths.items() if length > 100} == {}


def test_no_file_names_a_package_index_or_a_path_of_some_machine():
    guilty = [
        f"{file.relative_to(ROOT)}: {word}"
        for file in committed_files()
        for word in INDEX_HOSTS + OWN_PATHS
        if word in text_of(file)
    ]

    assert not guilty


def looks_third_party(file):
    names = r"\.min\.(js|css)$|node_modules/|(^|/)vendor/|package\.json$"
    lines = text_of(file).splitlines() if file.suffix in {".js", ".css"} else []
    # Minified code is one line as long as a book.
    long = any(len(line) > 500 for line in lines)
    return long or re.search(names, str(file.relative_to(ROOT)))


def test_nothing_third_party_is_copied_in():
    assert not [file for file in committed_files() if looks_third_party(file)]


def own_views(patterns):
    """Every view function of ours that an address leads to."""
    for pattern in patterns:
        if not isinstance(pattern, URLPattern):
            yield from own_views(pattern.url_patterns)
        elif pattern.callback.__module__.partition(".")[0] in APPS:
            yield pattern.callback


def says_its_methods(view):
    """Whether require_safe, require_POST or their kind is among its decorators."""
    while view and "request_method_list" not in view.__code__.co_freevars:
        view = getattr(view, "__wrapped__", None)
    return view is not None


def test_every_view_says_which_methods_it_takes():
    guilty = [
        f"{view.__module__}.{view.__qualname__}"
        for view in own_views(get_resolver().url_patterns)
        # A class answers to the methods it has.
        if not hasattr(view, "view_class") and not says_its_methods(view)
    ]

    assert not guilty
