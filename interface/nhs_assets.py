"""Files for browsers, all from our own host: the NHS assets without what would be fetched from elsewhere."""

import re
import shutil
import tempfile
from functools import cache
from pathlib import Path

import wagtailnhsukfrontend
from django.conf import settings
from django.contrib.staticfiles.finders import FileSystemFinder
from django.core.files.storage import FileSystemStorage

SHIPPED = Path(wagtailnhsukfrontend.__path__[0]) / "static" / "wagtailnhsukfrontend"
REMOTE_FONT = re.compile(r"@font-face\s*\{[^}]*url\(\s*[\"']?(?:https?:)?//[^}]*\}")
SOURCE_MAP = re.compile(r"/\*# sourceMappingURL=[^*]*\*/|^//# sourceMappingURL=.*$", re.MULTILINE)


class NhsFinder(FileSystemFinder):
    """Finds the NHS assets under `nhsuk/`, cleaned once into the folder for files made here."""

    def __init__(self, app_names=None, *args, **kwargs):
        folder = str(_cleaned_assets())
        storage = FileSystemStorage(location=folder)
        storage.prefix = "nhsuk"
        self.locations = [("nhsuk", folder)]
        self.storages = {folder: storage}

    def check(self, **kwargs) -> list:
        """Nothing to check: the folder is our own."""
        return []


def cleaned(text: str) -> str:
    """A style sheet or script that names no file of another host, and no source map that is not there.

    Without its font, which only nhs.uk may serve, the text falls to Arial, as the NHS design system intends.
    """
    return SOURCE_MAP.sub("", REMOTE_FONT.sub("", text))


@cache
def _cleaned_assets() -> Path:
    folder = Path(settings.VAR_DIR) / "nhs-assets"
    folder.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder.parent) as workbench:
        fresh = Path(workbench) / "fresh"
        shutil.copytree(SHIPPED, fresh)
        for path in [*fresh.rglob("*.css"), *fresh.rglob("*.js")]:
            path.write_text(cleaned(path.read_text(encoding="utf-8")), encoding="utf-8")
        if folder.exists():
            folder.rename(Path(workbench) / "stale")
        fresh.rename(folder)
    return folder
