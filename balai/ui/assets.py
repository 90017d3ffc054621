"""Static files as the build made them: named by their content, so kept by browsers for ever.

`bin/assets` writes `static/build/<name>.<digest>.<ext>` with gzip and brotli beside each,
and `static/build/manifest.json`, which maps the plain name to the built one. There is no
collectstatic: whitenoise serves the folder as it is.
"""

from __future__ import annotations

import json
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.storage import StaticFilesStorage
from django.core.exceptions import ImproperlyConfigured

FOLDER = "build"


class AssetsMissing(ImproperlyConfigured, ValueError):  # noqa: N818 - named by what is wrong
    """The style sheet, scripts or font were not built."""

    def __init__(self, what: str) -> None:
        super().__init__(f"{what}; build the assets with `make env` (or bin/assets)")


class BuiltAssets(StaticFilesStorage):
    """Finds `{% static "balai.css" %}` in the manifest of built files."""

    def __init__(self) -> None:
        super().__init__()
        self._manifest: dict[str, str] = {}
        self._read_at = 0.0

    @property
    def manifest_path(self) -> Path:
        """Where the build wrote its list."""
        return Path(settings.STATIC_ROOT) / FOLDER / "manifest.json"

    def manifest(self) -> dict[str, str]:
        """Plain name to built name; raises AssetsMissing before the first build.

        Read again when the build has run meanwhile, so that a running server's pages don't
        name files that are gone.
        """
        try:
            changed = self.manifest_path.stat().st_mtime
            if changed != self._read_at:
                self._manifest = json.loads(self.manifest_path.read_text(encoding="utf-8"))
                self._read_at = changed
        except FileNotFoundError:
            raise AssetsMissing("the assets are not built") from None
        return self._manifest

    def url(self, name: str | None, force: bool = False) -> str:  # noqa: FBT001, FBT002 - Django's signature
        """Address of a built file by its plain name; raises AssetsMissing for one not built."""
        del force
        plain = str(name).removeprefix(f"{FOLDER}/")
        built = self.manifest().get(plain)
        if built is None:
            raise AssetsMissing(f"no built asset is called {plain!r}")
        return super().url(f"{FOLDER}/{built}")
