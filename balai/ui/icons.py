"""The icons that may be used, each always beside a word. The build copies these and no other."""

ICONS = frozenset(
    {
        "alert-triangle",
        "backspace",
        "check",
        "cloud-off",
        "download",
        "file-text",
        "filter",
        "flask",
        "hourglass",
        "list-search",
        "package-import",
        "printer",
        "rubber-stamp",
        "ruler-measure",
        "trending-down",
        "trending-up",
    }
)
