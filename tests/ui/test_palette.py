"""Contrast and difference of the colours, computed from the tokens and not believed."""

from __future__ import annotations

from itertools import combinations, pairwise

import pytest

from balai.ui.tokens import colours, contrast, luminance, scales

C = colours()
TEXT = 4.5
MARK = 3.0


@pytest.mark.parametrize(
    ("text", "ground"),
    [
        *[(text, ground) for text in ("ink", "ink-soft", "pandan", "pandan-deep") for ground in ("paper", "chalk", "chalk-deep")],
        *[(text, ground) for text in ("pandan", "pandan-deep", "ink", "ink-soft") for ground in ("turmeric-tint", "pandan-tint")],
        *[(name, ground) for name in ("indigo", "soga", "brick") for ground in ("paper", "chalk")],
        *[(f"{name}-deep", f"{name}-tint") for name in ("indigo", "soga", "brick", "pandan")],
        ("soga-deep", "soga-stripe"),
        ("ink", "turmeric"),
        ("brick", "brick-tint"),
        *[("paper", ground) for ground in ("pandan", "pandan-deep", "brick", "brick-deep")],
        ("ink-soft", "chalk-deep"),
    ],
)  # fmt: skip
def test_text_can_be_read_on_its_ground(text, ground):
    assert contrast(C[text], C[ground]) >= TEXT


@pytest.mark.parametrize("ground", ["paper", "chalk"])
@pytest.mark.parametrize("name", ["line-strong", "stone", "pandan"])
def test_edges_of_inputs_and_marks_stand_out(name, ground):
    assert contrast(C[name], C[ground]) >= MARK


def test_grey_text_is_never_under_six_to_one():
    assert (
        min(contrast(C["ink-soft"], C[ground]) for ground in ("paper", "chalk", "chalk-deep")) >= 6
    )


def test_turmeric_alone_would_not_show_the_focus_so_it_has_an_edge_of_ink():
    assert contrast(C["turmeric"], C["paper"]) < MARK
    assert contrast(C["ink"], C["paper"]) >= MARK
    assert contrast(C["ink"], C["turmeric"]) >= MARK


def lightness(colour: str) -> float:
    value = luminance(colour)
    return 116 * (value ** (1 / 3)) - 16 if value > 216 / 24389 else value * 24389 / 27


def test_categories_stay_apart_in_grey_print():
    steps = sorted(lightness(colour) for colour in scales()["categories"])
    assert len(steps) == 5
    assert min(after - before for before, after in pairwise(steps)) >= 7


def test_the_sequence_gets_darker_with_every_step_and_carries_its_text():
    steps = [lightness(colour) for colour in scales()["sequence"]]
    assert steps == sorted(steps, reverse=True)
    assert min(before - after for before, after in pairwise(steps)) >= 10
    for place, colour in enumerate(scales()["sequence"]):
        text = C["ink"] if place < 3 else C["paper"]
        assert contrast(text, colour) >= TEXT, colour


# Machado, Oliveira and Fernandes (2009), full severity, on linear RGB.
SIMULATIONS = {
    "protan": ((0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998)),
    "deutan": ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.011820, 0.042940, 0.968881)),
    "tritan": ((1.255528, -0.076749, -0.178779), (-0.078411, 0.930809, 0.147602), (0.004733, 0.691367, 0.303900)),
}  # fmt: skip


def linear(colour: str) -> tuple[float, ...]:
    parts = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    return tuple(
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )


def lab(rgb: tuple[float, ...]) -> tuple[float, float, float]:
    r, g, b = (min(max(part, 0.0), 1.0) for part in rgb)
    white = (0.95047, 1.0, 1.08883)
    xyz = (
        0.4124564 * r + 0.3575761 * g + 0.1804375 * b,
        0.2126729 * r + 0.7151522 * g + 0.0721750 * b,
        0.0193339 * r + 0.1191920 * g + 0.9503041 * b,
    )
    f = [
        v ** (1 / 3) if (v := part / at) > 216 / 24389 else (24389 / 27 * v + 16) / 116
        for part, at in zip(xyz, white, strict=True)
    ]
    return 116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])


def seen(colour: str, kind: str | None) -> tuple[float, float, float]:
    rgb = linear(colour)
    if kind:
        rgb = tuple(
            sum(weight * part for weight, part in zip(row, rgb, strict=True))
            for row in SIMULATIONS[kind]
        )
    return lab(rgb)


def apart(one: str, other: str, kind: str | None) -> float:
    """Distance in CIELAB (1976): coarser than ΔE2000, and enough to notice a token made alike."""
    return sum((a - b) ** 2 for a, b in zip(seen(one, kind), seen(other, kind), strict=True)) ** 0.5


@pytest.mark.parametrize("kind", [None, *SIMULATIONS])
def test_no_two_categories_look_alike_to_any_eye(kind):
    assert (
        min(apart(one, other, kind) for one, other in combinations(scales()["categories"], 2)) >= 12
    )


@pytest.mark.parametrize("kind", [None, *SIMULATIONS])
def test_the_own_region_stands_out_from_the_others_to_any_eye(kind):
    assert apart(C["pandan"], C["stone"], kind) >= 12


def test_rise_and_fall_are_not_green_and_red():
    assert C["rise"] == C["indigo"]
    assert C["fall"] in scales()["categories"]
    assert C["brick"] not in {C["rise"], C["fall"]}
