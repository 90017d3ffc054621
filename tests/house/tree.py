"""Rules that can be read off the files of the tree, each a function of the folder it looks at."""

from __future__ import annotations

import ast
import re
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).resolve().parents[2]
LONGEST = 400
CODE = {".py", ".js", ".ts", ".html", ".scss", ".sh"}
PROSE_HOSTS = {
    "127.0.0.1",
    "localhost",
    "testserver",
    "www.w3.org",
    "www.sitemaps.org",
    "json-schema.org",
    "www.gnu.org",
    "fsf.org",
    "keepachangelog.com",
    "opendatacommons.org",
    "github.com",
    "example.org",
    "balai.example",
    "contoh.invalid",
}
"""Hosts that may be named: namespaces, licences, this machine, and made-up ones. Sources of
published figures stand in data/published, where any host may be."""

_ADDRESS = re.compile(r"https?://([A-Za-z0-9.-]+)")
_MACHINE_PATH = re.compile(
    r"(?<![A-Za-z0-9_.$}])/(?:work|home|root|Users|farm|opt)/[A-Za-z0-9._-]+"
)
_SECRET = re.compile(
    r"-----BEGIN [A-Z ]*PRIVATE KEY-----|AKIA[0-9A-Z]{16}|(?i:secret_key|password|token)\s*=\s*[\"'][A-Za-z0-9+/_-]{24,}[\"']"
)


def files(root: Path) -> list[Path]:
    """Every file of the tree that is text and ours: what git tracks, or would track."""
    if (root / ".git").exists():
        listed = subprocess.run(
            ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
            cwd=root, capture_output=True, text=True, check=True,
        ).stdout.split("\0")  # fmt: skip
        paths = [root / name for name in listed if name]
    else:
        paths = [path for path in root.rglob("*") if path.is_file()]
    binary = {".png", ".woff2", ".mo", ".xlsx", ".ico", ".pdf"}
    return sorted(path for path in paths if path.is_file() and path.suffix not in binary)


def long_files(root: Path) -> list[str]:
    """No file of code has more than LONGEST lines; generated migrations may."""
    return [
        f"{path.relative_to(root)} has {count} lines"
        for path in files(root)
        if path.suffix in CODE and "migrations" not in path.parts
        if (count := len(path.read_text().splitlines())) > LONGEST
    ]


def vague_names(root: Path) -> list[str]:
    """No room without a name: nothing is called utils, helpers, misc or common."""
    return [
        str(path.relative_to(root))
        for path in files(root)
        if path.suffix in CODE
        and path.stem in {"utils", "util", "helpers", "misc", "common", "tools"}
    ]


def leaks(root: Path) -> list[str]:
    """No address of a foreign host, no path of somebody's machine, nothing that looks like a secret."""
    found = []
    for path in files(root):
        name = path.relative_to(root)
        if name.parts[0] in {"LICENSE", "package-lock.json"}:
            continue
        text = path.read_text(errors="replace")
        for number, line in enumerate(text.splitlines(), 1):
            hosts = () if name.parts[:2] == ("data", "published") else _ADDRESS.findall(line)
            found += [
                f"{name}:{number}: address {host}" for host in hosts if host not in PROSE_HOSTS
            ]
            found += [f"{name}:{number}: machine path {hit}" for hit in _MACHINE_PATH.findall(line)]
            found += [f"{name}:{number}: secret" for _ in _SECRET.findall(line)]
    return found


_EXCEPTION = re.compile(r"#\s*(?:noqa|type:\s*ignore)\b[^\n]*")
_ARGUED = re.compile(r"#\s*(?:noqa: [A-Z0-9, ]+ - |type: ignore\[[a-z-, ]+\](?:  # .|$)).*")


def unargued(root: Path) -> list[str]:
    """Every lint exception names its rule and says why on the same line."""
    return [
        f"{path.relative_to(root)}:{number}: {hit}"
        for path in files(root)
        if path.suffix == ".py" or path.parent.name == "bin"
        for number, line in enumerate(path.read_text(errors="replace").splitlines(), 1)
        for hit in _EXCEPTION.findall(line)
        if not _ARGUED.match(hit)
    ]


PART = re.compile(r"balai\.(?:registers|services|oversight)\.([a-z_]+)(?:\.([a-z_]+))?")
OPEN_DOORS = {"services", "selectors", "domain"}


def _imports(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """Every module that a file imports, as absolute dotted names, `from` targets included."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield from ((node.lineno, f"{node.module}.{alias.name}") for alias in node.names)


def side_doors(root: Path) -> list[str]:
    """A part enters another only through its services, selectors or domain."""
    found = []
    for path in sorted((root / "balai").rglob("*.py")):
        name = path.relative_to(root)
        own = name.parts[2] if len(name.parts) > 3 else ""
        if name.parts[1] == "config" or "migrations" in name.parts:
            continue
        for number, module in _imports(ast.parse(path.read_text())):
            match = PART.match(module)
            if match and match[1] != own and match[2] not in OPEN_DOORS:
                found.append(f"{name}:{number}: {module}")
    return found


def string_models(root: Path) -> list[str]:
    """Nobody reaches another part's tables by name: get_model is for migrations."""
    return [
        f"{path.relative_to(root)}:{node.lineno}: {node.attr}"
        for path in sorted((root / "balai").rglob("*.py"))
        if "migrations" not in path.parts
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Attribute) and node.attr in {"get_model", "import_string"}
    ]


def unprotected_models(root: Path) -> list[str]:
    """Every part with tables has its line in .importlinter that keeps others off them."""
    rules = (root / ".importlinter").read_text()
    modules = [
        ".".join(path.relative_to(root).with_suffix("").parts)
        for pattern in ("models.py", "models/__init__.py")
        for path in sorted((root / "balai").glob(f"*/*/{pattern}"))
    ]
    modules = [module.removesuffix(".__init__") for module in modules]
    return [
        module
        for module in modules
        if f"protected_modules =\n    {module}\n" not in rules
        or f"allowed_importers =\n    {module.rpartition('.')[0]}\n" not in rules
    ]
