"""Nothing that a page needs comes from another host."""

import re
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles import finders

from interface.nhs_assets import SHIPPED, cleaned

STYLES = "css/nhsuk-frontend-10.4.2.min.css"
ELSEWHERE = re.compile(r"url\(\s*[\"']?(?:https?:)?//|@import|sourceMappingURL")


def test_the_styles_that_are_served_fetch_nothing_from_elsewhere():
    assert ELSEWHERE.search((SHIPPED / STYLES).read_text())
    with open(finders.find(f"nhsuk/{STYLES}")) as served:
        text = served.read()
    assert not ELSEWHERE.search(text)
    assert "/assets/" not in text
    assert len(text) > 100_000


def test_only_fonts_from_elsewhere_are_dropped():
    own = "@font-face{font-family:A;src:url(a.woff2)}"
    other = "@font-face{font-family:B;src:url(https://assets.example/b.woff2)}"
    assert cleaned(f"p{{}}{other}{own}q{{}}") == f"p{{}}{own}q{{}}"


def test_source_maps_that_are_not_shipped_are_not_named():
    assert cleaned("p{}\n/*# sourceMappingURL=a.css.map */") == "p{}\n"
    assert cleaned("a();\n//# sourceMappingURL=a.js.map") == "a();\n"


def test_every_file_that_a_template_names_is_there():
    templates = Path(settings.BASE_DIR, "templates").rglob("*.html")
    named = {name for one in templates for name in re.findall(r"{% static '([^']+)' %}", one.read_text())}
    assert len(named) > 5
    assert [name for name in sorted(named) if not finders.find(name)] == []


def test_our_own_style_closes_whatever_it_opens():
    """A browser forgives a brace that is missing, and takes all that follows for a part of the block before."""
    depth, deepest = 0, 0
    for sign in re.findall(r"[{}]", (settings.BASE_DIR / "static" / "site.css").read_text(encoding="utf-8")):
        depth += 1 if sign == "{" else -1
        deepest = max(deepest, depth)
        assert depth >= 0
    assert (depth, deepest) == (0, 2)
