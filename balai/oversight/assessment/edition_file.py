"""Reads an edition's YAML file and says, by line, all that is wrong with it and how to mend it."""

from __future__ import annotations

import functools
import hashlib
import json
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import jsonschema
import yaml
from django.utils.translation import gettext as _

from balai.engines.composite import Rounding
from balai.oversight.assessment.edition_rules import cross_check
from balai.oversight.assessment.figures import Names
from balai.oversight.assessment.instrument import (
    BadEditionError,
    Component,
    Dimension,
    Edition,
    Fault,
    Item,
    Level,
    RollUp,
    Scale,
    SubDimension,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

FOLDER = Path(__file__).parent / "editions"
"""Editions that come with the product."""

DEFAULT = "gmsc-2021"
"""The edition whose weights a published letter states."""

MOST_BYTES = 1_000_000
MOST_PLACES = 50_000
DEEPEST = 12

Place = tuple[str | int, ...]
"""Where in the file: keys and positions from the top."""


def shipped(code: str = DEFAULT) -> Edition:
    """Return an edition that comes with the product, without a database; raises KeyError."""
    path = FOLDER / f"{code}.yaml"
    if path not in FOLDER.glob("*.yaml"):
        raise KeyError(code)
    return parse_edition(path.read_bytes())


def read_edition(path: Path) -> Edition:
    """Read and check an edition's file; raises BadEditionError with every fault, OSError."""
    return parse_edition(path.read_bytes())


@functools.lru_cache(maxsize=32)
def parse_edition(content: bytes) -> Edition:
    """Check an edition's bytes and make the value; raises BadEditionError with every fault."""
    document, lines = _load(content)
    faults = [*_shape_faults(document, lines)]
    if not faults:
        faults = [
            Fault(_line(lines, place), _path(place), message, remedy)
            for place, message, remedy in cross_check(document)
        ]
    if faults:
        raise BadEditionError(tuple(sorted(set(faults))))
    return _edition(document, hashlib.sha256(content).hexdigest())


_WORDS = frozenset({"names", "asks", "source", "note"})
"""Keys whose values are read by people and decide nothing."""


def same_rules(one: bytes, other: bytes) -> bool:
    """Whether two editions differ only in words: names, questions, sources and notes.

    Raises BadEditionError.
    """
    return bool(_wordless(_load(one)[0]) == _wordless(_load(other)[0]))


def _wordless(value: Any) -> Any:  # noqa: ANN401 - YAML holds anything
    if isinstance(value, dict):
        return {k: _wordless(v) for k, v in value.items() if k not in _WORDS}
    return [_wordless(v) for v in value] if isinstance(value, list) else value


class _RefusedError(Exception):
    """One fault that ends the reading."""

    def __init__(self, line: int, message: str, remedy: str) -> None:
        super().__init__(message)
        self.fault = Fault(line, "", message, remedy)


def _load(content: bytes) -> tuple[Any, dict[Place, int]]:
    """Return plain Python values and the line of each place; raises BadEditionError."""
    try:
        return _nodes(content)
    except _RefusedError as refused:
        raise BadEditionError((refused.fault,)) from refused


def _nodes(content: bytes) -> tuple[Any, dict[Place, int]]:
    if len(content) > MOST_BYTES:
        raise _RefusedError(1, _("Berkas lebih dari 1 MB."), _("Periksa apakah berkasnya benar."))
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        raise _RefusedError(
            line, _("Baris ini bukan teks UTF-8."), _("Simpan berkas sebagai UTF-8.")
        ) from error
    try:
        root = _compose(text)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        raise _RefusedError(
            mark.line + 1 if mark else 1,
            _("Bukan YAML: %(problem)s.") % {"problem": error.problem or error.context or ""},
            _("Periksa spasi di depan, titik dua, dan tanda kutip pada baris ini."),
        ) from error
    except yaml.YAMLError as error:
        raise _RefusedError(1, _("Bukan YAML."), _("Periksa apakah berkasnya benar.")) from error
    lines: dict[Place, int] = {}
    return _value(root, (), lines), lines


def _compose(text: str) -> yaml.Node:
    """Make the tree of nodes, which know their lines."""
    loader = yaml.SafeLoader(text)
    try:
        node = loader.get_single_node()
    finally:
        loader.dispose()
    if node is None:
        raise _RefusedError(1, _("Berkas ini kosong."), _("Mulai dari salinan edisi yang ada."))
    return node


def _value(node: yaml.Node, place: Place, lines: dict[Place, int]) -> Any:  # noqa: ANN401 - YAML holds anything
    """Turn a node into plain values and note its line; refuses what an edition never needs."""
    line = node.start_mark.line + 1
    lines.setdefault(place, line)
    if len(lines) > MOST_PLACES:
        # Aliases can make a small file huge.
        raise _RefusedError(line, _("Isi terlalu banyak."), _("Periksa apakah berkasnya benar."))
    if len(place) > DEEPEST:
        raise _RefusedError(line, _("Isi terlalu dalam."), _("Kurangi tingkat di baris ini."))
    if isinstance(node, yaml.MappingNode):
        values: dict[str, Any] = {}
        for key_node, value_node in node.value:
            key, key_line = str(key_node.value), key_node.start_mark.line + 1
            if key in values:
                raise _RefusedError(
                    key_line,
                    _("“%(key)s” tertulis dua kali.") % {"key": key},
                    _("Hapus salah satu."),
                )
            lines[(*place, key)] = key_line
            values[key] = _value(value_node, (*place, key), lines)
        return values
    if isinstance(node, yaml.SequenceNode):
        return [_value(child, (*place, number), lines) for number, child in enumerate(node.value)]
    return _scalar(node)


def _scalar(node: yaml.Node) -> str | int | bool | float | None:
    """Read a plain word; dates stay text, so that nothing is turned into another type unseen."""
    match node.tag.rpartition(":")[2], str(node.value):
        case "null", _text:
            return None
        case "int", text if text.lstrip("-").isdigit():
            return int(text)
        case "float", _text:
            return float("nan")  # never exact: the schema refuses it and says to use quotes
        case "bool", text:
            return text.lower() in {"true", "yes", "on"}
        case _tag, text:
            return text


@functools.cache
def _validator() -> jsonschema.Draft202012Validator:
    schema = json.loads((FOLDER / "schema.json").read_text())
    return jsonschema.Draft202012Validator(schema)


def _shape_faults(document: object, lines: Mapping[Place, int]) -> Iterator[Fault]:
    for error in _validator().iter_errors(document):
        place: Place = tuple(error.absolute_path)
        for where, message, remedy in _explain(error, place):
            yield Fault(_line(lines, where), _path(where), message, remedy)


def _explain(error: jsonschema.ValidationError, place: Place) -> Iterator[tuple[Place, str, str]]:
    """Say one error of the schema in plain words."""
    schema = cast("Mapping[str, Any]", error.schema)
    own = _own_remedy(schema)
    match error.validator:
        case "required":
            for key in cast("list[str]", error.validator_value):
                if key not in cast("Mapping[str, Any]", error.instance):
                    yield (
                        place,
                        _("“%(key)s” tidak ada.") % {"key": key},
                        own or _("Tambahkan “%(key)s:” di sini.") % {"key": key},
                    )
        case "additionalProperties":
            known = schema.get("properties", {})
            for key, value in cast("Mapping[str, Any]", error.instance).items():
                if key not in known:
                    yield (
                        (*place, key),
                        _("“%(key)s” tidak dikenal di sini.") % {"key": key},
                        _("Beri tanda kutip pada teks yang memuat koma.")
                        if value is None
                        else _("Hapus, atau pilih salah satu dari: %(keys)s.")
                        % {"keys": ", ".join(known)},
                    )
        case "type":
            kinds = {
                "object": _("isian bernama (nama: nilai)"),
                "array": _("daftar (baris dengan tanda -)"),
                "string": _("teks"),
                "integer": _("bilangan bulat"),
            }
            kind = kinds.get(str(error.validator_value), str(error.validator_value))
            yield (
                place,
                _("Isinya bukan %(kind)s.") % {"kind": kind},
                own or _("Tulis %(kind)s.") % {"kind": kind},
            )
        case "minItems" | "minProperties":
            yield (place, _("Daftar ini kosong."), _("Isi paling sedikit satu."))
        case _:
            yield (
                place,
                _("“%(value)s” tidak dapat dipakai di sini.") % {"value": _shown(error.instance)},
                own or _("Periksa nilai ini terhadap schema.json."),
            )


def _own_remedy(schema: Mapping[str, Any]) -> str:
    texts = schema.get("remedy")
    return str(Names(texts["id"], texts["en"])) if texts else ""


def _shown(value: object) -> str:
    if isinstance(value, float):
        return _("desimal tanpa tanda kutip")
    text = json.dumps(value, ensure_ascii=False) if not isinstance(value, str) else value
    return text if len(text) <= 60 else f"{text[:60]}…"  # noqa: PLR2004 - fits a line


def _line(lines: Mapping[Place, int], place: Place) -> int:
    """Line of the place, or of what it lies in."""
    while place not in lines:
        place = place[:-1]
    return lines[place]


def _path(place: Place) -> str:
    """Write a place as people read it: components[2].names.en, counted from 1."""
    text = ""
    for step in place:
        text += f"[{step + 1}]" if isinstance(step, int) else f".{step}" if text else step
    return text


def _names(value: Mapping[str, str] | None) -> Names:
    return Names(value["id"], value["en"]) if value else Names("", "")


def _source(row: Mapping[str, Any]) -> Names | None:
    """Read where it was read: one text for both languages where all of it is names, else a pair."""
    told = row.get("source")
    return Names(told, told) if isinstance(told, str) else _names(told) if told else None


def _labelled(row: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "code": row["code"],
        "names": _names(row["names"]),
        "status": row["status"],
        "source": _source(row),
        "note": _names(row.get("note")),
    }


def weight(value: int | str) -> Fraction:
    """Read a weight: whole percent, or an exact fraction.

    >>> weight(10) == weight("10/100") == weight("1/10")
    True
    """
    return Fraction(value) if isinstance(value, str) else Fraction(value, 100)


def _edition(document: Mapping[str, Any], digest: str) -> Edition:
    scale = document["scale"]
    return Edition(
        code=document["edition"],
        names=_names(document["names"]),
        status=document["status"],
        source=_source(document),
        note=_names(document.get("note")),
        scale=Scale(
            Decimal(scale["low"]),
            Decimal(scale["high"]),
            scale["decimals"],
            Rounding(scale["rounding"]),
        ),
        components=tuple(
            Component(**_labelled(row), asks=_names(row["asks"])) for row in document["components"]
        ),
        dimensions=tuple(
            Dimension(
                **_labelled(row),
                sub_dimensions=tuple(SubDimension(**_labelled(s)) for s in row["sub_dimensions"]),
            )
            for row in document["dimensions"]
        ),
        items=tuple(
            Item(
                **_labelled(row),
                component=row["component"],
                sub_dimension=row.get("sub_dimension"),
                answer=row["answer"],
                levels=tuple(
                    Level(
                        level["code"],
                        _names(level["names"]),
                        None if level["value"] is None else Decimal(level["value"]),
                    )
                    for level in row.get("levels", ())
                ),
            )
            for row in document["items"]
        ),
        roll_ups=tuple(
            RollUp(
                **_labelled(row),
                over=row["over"],
                gives=row.get("gives"),
                weights={code: weight(value) for code, value in row["weights"].items()},
            )
            for row in document["roll_ups"]
        ),
        digest=digest,
    )
