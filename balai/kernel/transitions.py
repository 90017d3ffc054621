"""The one way to write a state machine: a checked table from state and action to state."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, Generic, Literal, TypeVar

from balai.kernel.actor import Forbidden, require

if TYPE_CHECKING:
    from collections.abc import Iterable

    from balai.kernel.actor import Actor
    from balai.kernel.region_code import RegionCode

__all__ = [
    "EVERYBODY",
    "BadMachine",
    "CommentNeeded",
    "Edge",
    "Forbidden",
    "GuardRefused",
    "IllegalTransition",
    "Labels",
    "Language",
    "Machine",
    "State",
    "TransitionRefused",
]

EVERYBODY = "everybody"
"""The audience whose words stand in for an audience that has none of its own."""

Language = Literal["id", "en"]
Labels = Mapping[str, tuple[str, str]]
"""Audience → (Indonesian, English): the region reads "Terkirim" where the assessor reads "Baru"."""

Facts = TypeVar("Facts")

_NAME = re.compile(r"[a-z][a-z0-9_]*\Z")
_PLACE: Mapping[Language, int] = MappingProxyType({"id": 0, "en": 1})


class BadMachine(ValueError):  # noqa: N818 - named by what was refused
    """The table contradicts itself; found when it is built, that is when its module loads."""


class TransitionRefused(Exception):  # noqa: N818 - named by what was refused
    """A step that was not taken, and why; nothing has changed. Forbidden is not one of these."""

    def __init__(self, machine: str, state: str, action: str, reason: str) -> None:
        super().__init__(f"{machine}: {action!r} in state {state!r}: {reason}")
        self.machine = machine
        self.state = state
        self.action = action


class IllegalTransition(TransitionRefused):
    """The table has no such step from that state: it was already taken, or never existed."""

    def __init__(self, machine: str, state: str, action: str) -> None:
        super().__init__(machine, state, action, "no such step")


class CommentNeeded(TransitionRefused):
    """The step asks for a reason in words, and none (or only blanks) was given."""

    def __init__(self, machine: str, state: str, action: str) -> None:
        super().__init__(machine, state, action, "a comment is needed")


class GuardRefused(TransitionRefused):
    """The facts do not allow the step. `problem` is the guard's code, e.g. "evidence_missing"."""

    def __init__(self, machine: str, state: str, action: str, problem: str) -> None:
        super().__init__(machine, state, action, problem)
        self.problem = problem


@dataclass(frozen=True, slots=True)
class State:
    """One state: its stored code and what each audience calls it."""

    code: str
    labels: Labels

    def __post_init__(self) -> None:
        """Keep own, unchangeable labels."""
        object.__setattr__(self, "labels", MappingProxyType(dict(self.labels)))


@dataclass(frozen=True, slots=True)
class Edge(Generic[Facts]):
    """One step of the table.

    who: code of the permission action that the actor must hold.
    labels: the words on the button, by audience.
    guard: pure function of the facts; None when the step may be taken, else a problem code.
    comment: whether the actor must say why.
    """

    source: str
    action: str
    target: str
    who: str
    labels: Labels
    guard: Callable[[Facts], str | None] | None = None
    comment: bool = False

    def __post_init__(self) -> None:
        """Keep own, unchangeable labels."""
        object.__setattr__(self, "labels", MappingProxyType(dict(self.labels)))


@dataclass(frozen=True, slots=True)
class Machine(Generic[Facts]):
    """A state machine; the first state is where everything begins.

    Building it raises BadMachine for: no or a doubled state, a step from or to an unknown
    state, two steps for one state and action, a state that no path reaches, a code that is
    not lower-case snake, a missing permission, or an audience left without words.
    """

    name: str
    states: tuple[State, ...]
    edges: tuple[Edge[Facts], ...]

    def __post_init__(self) -> None:
        """Check the whole table; raises BadMachine."""
        object.__setattr__(self, "states", tuple(self.states))
        object.__setattr__(self, "edges", tuple(self.edges))
        self._check_codes()
        self._check_reach()
        self._check_words()

    @property
    def initial(self) -> str:
        """The state in which everything begins."""
        return self.states[0].code

    @property
    def finals(self) -> frozenset[str]:
        """States that no step leaves."""
        return frozenset(s.code for s in self.states) - {e.source for e in self.edges}

    @property
    def codes(self) -> tuple[str, ...]:
        """Codes of all states, in the order of the table: for a check constraint or choices."""
        return tuple(s.code for s in self.states)

    def edge(self, state: str, action: str) -> Edge[Facts]:
        """Return the step of that state and action; raises IllegalTransition."""
        for edge in self.edges:
            if (edge.source, edge.action) == (state, action):
                return edge
        raise IllegalTransition(self.name, state, action)

    def apply(  # noqa: PLR0913 - the whole question in one call: what, who, where, why
        self,
        state: str,
        action: str,
        *,
        by: Actor,
        comment: str = "",
        facts: Facts | None = None,
        region: RegionCode | None = None,
        office: str | None = None,
    ) -> str:
        """Return the state after the action; the caller stores it and writes the trail.

        region, office: where the thing lies, for the permission. facts: what the guard
        reads; a step with a guard raises TypeError without them, so that no guard is skipped.
        Refuses in this order: IllegalTransition, Forbidden, CommentNeeded, GuardRefused.
        """
        edge = self.edge(state, action)
        require(by, edge.who, region=region, office=office)
        if edge.comment and not comment.strip():
            raise CommentNeeded(self.name, state, action)
        problem = self._problem(edge, facts)
        if problem is not None:
            raise GuardRefused(self.name, state, action, problem)
        return edge.target

    def open_to(
        self,
        state: str,
        *,
        by: Actor,
        region: RegionCode | None = None,
        office: str | None = None,
    ) -> tuple[Edge[Facts], ...]:
        """List the steps that the actor may take from the state: the buttons. Guards are not asked."""
        return tuple(
            e
            for e in self.edges
            if e.source == state and by.may(e.who, region=region, office=office)
        )

    def problem(self, state: str, action: str, *, facts: Facts) -> str | None:
        """Ask the guard what it has against the step now; raises IllegalTransition for no such step."""
        return self._problem(self.edge(state, action), facts)

    def state_label(self, state: str, *, audience: str = EVERYBODY, language: Language) -> str:
        """Say what the audience calls the state; raises KeyError for an unknown state or audience."""
        labels = {s.code: s.labels for s in self.states}[state]
        return _words(labels, audience)[_PLACE[language]]

    def action_label(
        self, state: str, action: str, *, audience: str = EVERYBODY, language: Language
    ) -> str:
        """Return the words on the button; raises IllegalTransition, KeyError for an unknown audience."""
        return _words(self.edge(state, action).labels, audience)[_PLACE[language]]

    def mermaid(self, *, language: Language = "en") -> str:
        """Draw the machine as a Mermaid state diagram; same table, same text."""
        lines = ["stateDiagram-v2"]
        lines += [
            f'    state "{_for_mermaid(_first(s.labels, language))}" as {s.code}'
            for s in self.states
        ]
        lines.append(f"    [*] --> {self.initial}")
        lines += [
            f"    {e.source} --> {e.target}: {_for_mermaid(_first(e.labels, language))}"
            for e in self.edges
        ]
        lines += [f"    {code} --> [*]" for code in self.codes if code in self.finals]
        return "\n".join(lines) + "\n"

    def table(self, *, language: Language = "en") -> str:
        """Write the machine as a Markdown table, one row a step, for the docs."""
        rows = [
            ("State", "Action", "Next state", "Who", "Comment", "Guard", "Words"),
            ("---",) * 7,
        ]
        rows += [
            (
                f"`{e.source}`",
                f"`{e.action}`",
                f"`{e.target}`",
                f"`{e.who}`",
                "needed" if e.comment else "",
                f"`{getattr(e.guard, '__name__', 'guard')}`" if e.guard else "",
                "; ".join(
                    _for_table(words[_PLACE[language]])
                    if audience == EVERYBODY
                    else f"{audience}: {_for_table(words[_PLACE[language]])}"
                    for audience, words in e.labels.items()
                ),
            )
            for e in self.edges
        ]
        return "".join("| " + " | ".join(row) + " |\n" for row in rows)

    def _problem(self, edge: Edge[Facts], facts: Facts | None) -> str | None:
        if edge.guard is None:
            return None
        if facts is None:
            msg = f"{self.name}: {edge.action!r} in state {edge.source!r} has a guard: pass facts"
            raise TypeError(msg)
        return edge.guard(facts)

    def _check_codes(self) -> None:
        if not self.states:
            raise BadMachine(f"{self.name}: no state")
        names = [*self.codes, *(e.action for e in self.edges), self.name]
        _refuse(f"{self.name}: not snake case", (n for n in names if not _NAME.match(n)))
        _refuse(f"{self.name}: state twice", _doubled(self.codes))
        ends = (code for e in self.edges for code in (e.source, e.target))
        _refuse(f"{self.name}: unknown state", (c for c in ends if c not in self.codes))
        steps = _doubled([f"{e.source}/{e.action}" for e in self.edges])
        _refuse(f"{self.name}: step twice", steps)
        nobody = (f"{e.source}/{e.action}" for e in self.edges if not e.who)
        _refuse(f"{self.name}: no permission", nobody)

    def _check_reach(self) -> None:
        seen, queue = {self.initial}, deque([self.initial])
        while queue:
            here = queue.popleft()
            ahead = {e.target for e in self.edges if e.source == here} - seen
            seen |= ahead
            queue.extend(sorted(ahead))
        _refuse(f"{self.name}: out of reach", (c for c in self.codes if c not in seen))

    def _check_words(self) -> None:
        named: list[tuple[str, Labels]] = [(s.code, s.labels) for s in self.states]
        named += [(f"{e.source}/{e.action}", e.labels) for e in self.edges]
        audiences = {a for _, labels in named for a in labels}
        for name, labels in named:
            if EVERYBODY not in labels and (not labels or audiences - labels.keys()):
                missing = sorted(audiences - labels.keys()) or [EVERYBODY]
                raise BadMachine(f"{self.name}: {name} has no words for {', '.join(missing)}")
            if any(not word.strip() for words in labels.values() for word in words):
                raise BadMachine(f"{self.name}: {name} has empty words")


def _words(labels: Labels, audience: str) -> tuple[str, str]:
    return labels[audience] if audience in labels else labels[EVERYBODY]


def _first(labels: Labels, language: Language) -> str:
    words = labels[EVERYBODY] if EVERYBODY in labels else next(iter(labels.values()))
    return words[_PLACE[language]]


def _doubled(names: Iterable[str]) -> list[str]:
    seen: set[str] = set()
    return [n for n in names if n in seen or seen.add(n)]  # type: ignore[func-returns-value]


def _refuse(what: str, found: Iterable[str]) -> None:
    wrong = sorted(set(found))
    if wrong:
        raise BadMachine(f"{what}: {', '.join(wrong)}")


def _for_mermaid(text: str) -> str:
    # Mermaid ends a description at ; and a name at "; it reads #code; as a character.
    return text.translate({ord("#"): "#35;", ord('"'): "#quot;", ord(";"): "#59;"})


def _for_table(text: str) -> str:
    return text.replace("|", r"\|").replace("\n", " ")
