"""A state machine is a table, and the table is checked before anybody steps."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from balai.kernel.actor import Nobody, System
from balai.kernel.region_code import RegionCode
from balai.kernel.transitions import (
    EVERYBODY,
    BadMachine,
    CommentNeeded,
    Edge,
    Forbidden,
    GuardRefused,
    IllegalTransition,
    Machine,
    State,
)

SETUP = System("setup")


@dataclass(frozen=True)
class Answer:
    evidence: int


@dataclass(frozen=True)
class Clerk:
    """May do what is listed, in one region and one office."""

    actions: frozenset[str]
    region: str = "15.04"
    office: str = "diskominfo"
    id: str = "person:1"
    label: str = "Petugas"

    def may(self, action, *, region=None, office=None):
        here = region is None or region.value == self.region
        return action in self.actions and here and office in {None, self.office}


def has_evidence(answer: Answer) -> str | None:
    return None if answer.evidence else "evidence_missing"


def words(indonesian: str, english: str, **others: tuple[str, str]):
    return {EVERYBODY: (indonesian, english), **others}


DRAFT = State("draft", words("Draf", "Draft"))
SENT = State("sent", words("Terkirim", "Sent", assessor=("Baru", "New")))
DONE = State("done", words("Selesai", "Done"))
SEND = Edge("draft", "send", "sent", "assessment.send", words("Kirim", "Send"), guard=has_evidence)
RETURN = Edge(
    "sent", "return", "draft", "assessment.return", words("Kembalikan", "Return"), comment=True
)
CLOSE = Edge("sent", "close", "done", "assessment.close", words("Tutup", "Close"))
ANSWER = Machine("answer", (DRAFT, SENT, DONE), (SEND, RETURN, CLOSE))


def test_an_allowed_step_gives_the_next_state():
    assert ANSWER.apply("draft", "send", by=SETUP, facts=Answer(evidence=1)) == "sent"


def test_a_step_that_the_table_lacks_is_illegal():
    with pytest.raises(IllegalTransition) as refused:
        ANSWER.apply("done", "send", by=SETUP, facts=Answer(evidence=1))
    assert (refused.value.machine, refused.value.state, refused.value.action) == (
        "answer",
        "done",
        "send",
    )


def test_a_step_from_a_state_that_does_not_exist_is_illegal():
    with pytest.raises(IllegalTransition):
        ANSWER.apply("lost", "send", by=SETUP)


def test_a_step_taken_twice_is_illegal_the_second_time():
    state = ANSWER.apply("sent", "close", by=SETUP)
    with pytest.raises(IllegalTransition):
        ANSWER.apply(state, "close", by=SETUP)


def test_a_visitor_is_refused_with_the_name_of_the_action():
    with pytest.raises(Forbidden) as refused:
        ANSWER.apply("sent", "close", by=Nobody())
    assert refused.value.action == "assessment.close"


def test_a_clerk_of_another_region_or_office_is_refused():
    clerk = Clerk(frozenset({"assessment.close"}))
    here, there = RegionCode("15.04"), RegionCode("35.71")
    assert ANSWER.apply("sent", "close", by=clerk, region=here, office="diskominfo") == "done"
    with pytest.raises(Forbidden):
        ANSWER.apply("sent", "close", by=clerk, region=there)
    with pytest.raises(Forbidden):
        ANSWER.apply("sent", "close", by=clerk, region=here, office="bappeda")


@pytest.mark.parametrize("comment", ["", "  \n "])
def test_a_step_that_asks_for_a_reason_refuses_silence(comment):
    with pytest.raises(CommentNeeded):
        ANSWER.apply("sent", "return", by=SETUP, comment=comment)


def test_a_step_that_asks_for_a_reason_takes_one():
    assert ANSWER.apply("sent", "return", by=SETUP, comment="Bukti kabur") == "draft"


def test_the_guard_refuses_by_its_problem_code():
    with pytest.raises(GuardRefused) as refused:
        ANSWER.apply("draft", "send", by=SETUP, facts=Answer(evidence=0))
    assert refused.value.problem == "evidence_missing"


def test_a_guard_is_never_skipped_for_want_of_facts():
    with pytest.raises(TypeError, match="pass facts"):
        ANSWER.apply("draft", "send", by=SETUP)


def test_who_may_not_is_told_so_before_any_fact_is_looked_at():
    with pytest.raises(Forbidden):
        ANSWER.apply("draft", "send", by=Nobody(), facts=Answer(evidence=0))
    with pytest.raises(Forbidden):
        ANSWER.apply("sent", "return", by=Nobody())


def test_buttons_are_the_steps_that_the_actor_may_take():
    clerk = Clerk(frozenset({"assessment.close", "assessment.send"}))
    assert ANSWER.open_to("sent", by=clerk) == (CLOSE,)
    assert ANSWER.open_to("draft", by=clerk) == (SEND,)
    assert ANSWER.open_to("done", by=clerk) == ()
    assert ANSWER.open_to("sent", by=clerk, region=RegionCode("35.71")) == ()


def test_the_guard_can_be_asked_before_the_button_is_pressed():
    assert ANSWER.problem("draft", "send", facts=Answer(evidence=0)) == "evidence_missing"
    assert ANSWER.problem("draft", "send", facts=Answer(evidence=2)) is None
    assert ANSWER.problem("sent", "close", facts=Answer(evidence=0)) is None


def test_an_audience_reads_its_own_words_and_else_everybodys():
    assert ANSWER.state_label("sent", audience="assessor", language="id") == "Baru"
    assert ANSWER.state_label("sent", audience="region", language="id") == "Terkirim"
    assert ANSWER.state_label("sent", language="en") == "Sent"
    assert ANSWER.action_label("draft", "send", language="id") == "Kirim"
    with pytest.raises(KeyError):
        ANSWER.state_label("lost", language="id")
    with pytest.raises(IllegalTransition):
        ANSWER.action_label("done", "send", language="id")


def test_the_first_state_begins_and_a_state_without_a_way_out_ends():
    assert ANSWER.initial == "draft"
    assert ANSWER.finals == frozenset({"done"})
    assert ANSWER.codes == ("draft", "sent", "done")


def test_labels_cannot_be_changed_behind_the_tables_back():
    given = words("Draf", "Draft")
    state = State("draft", given)
    given[EVERYBODY] = ("Lain", "Other")
    assert state.labels[EVERYBODY] == ("Draf", "Draft")
    with pytest.raises(TypeError):
        state.labels[EVERYBODY] = ("Lain", "Other")


def edge(source: str, action: str, target: str, who: str = "a.b", **more) -> Edge[None]:
    return Edge(source, action, target, who, words("Kata", "Word"), **more)


def state(code: str) -> State:
    return State(code, words("Kata", "Word"))


@pytest.mark.parametrize(
    ("states", "edges", "complaint"),
    [
        ((), (), "m: no state"),
        ((state("a"), state("a")), (), "m: state twice: a"),
        ((state("a"),), (edge("a", "go", "b"),), "m: unknown state: b"),
        ((state("a"),), (edge("b", "go", "a"),), "m: unknown state: b"),
        (
            (state("a"), state("b")),
            (edge("a", "go", "b"), edge("a", "go", "a")),
            "m: step twice: a/go",
        ),
        ((state("a"), state("b"), state("c")), (edge("a", "go", "b"),), "m: out of reach: c"),
        (
            (state("a"), state("b"), state("c")),
            (edge("b", "go", "c"), edge("c", "go", "b")),
            "m: out of reach: b, c",
        ),
        ((state("a"),), (edge("a", "go", "a", who=""),), "m: no permission: a/go"),
        ((state("A b"),), (), "m: not snake case: A b"),
        ((state("a"),), (edge("a", "go\n", "a"),), "m: not snake case: go\n"),
        ((State("a", {}),), (), "m: a has no words for everybody"),
        (
            (State("a", {"region": ("x", "y")}), State("b", {"assessor": ("x", "y")})),
            (edge("a", "go", "b"),),
            "m: a has no words for assessor, everybody",
        ),
        ((State("a", words("Kata", " ")),), (), "m: a has empty words"),
    ],
)
def test_a_table_that_contradicts_itself_is_refused_when_it_is_built(states, edges, complaint):
    with pytest.raises(BadMachine) as refused:
        Machine("m", states, edges)
    assert str(refused.value) == complaint


def test_a_machine_whose_audiences_are_all_named_needs_no_everybody():
    only = {"region": ("Draf", "Draft"), "assessor": ("Belum", "Not yet")}
    machine: Machine[None] = Machine("m", (State("a", only),), ())
    assert machine.state_label("a", audience="assessor", language="en") == "Not yet"
    with pytest.raises(KeyError):
        machine.state_label("a", audience="public", language="en")


def test_the_diagram_comes_from_the_table():
    assert ANSWER.mermaid() == (
        "stateDiagram-v2\n"
        '    state "Draft" as draft\n'
        '    state "Sent" as sent\n'
        '    state "Done" as done\n'
        "    [*] --> draft\n"
        "    draft --> sent: Send\n"
        "    sent --> draft: Return\n"
        "    sent --> done: Close\n"
        "    done --> [*]\n"
    )


def test_the_diagram_survives_quotes_and_semicolons():
    machine: Machine[None] = Machine("m", (State("a", words("x", 'So "called"; #1')),), ())
    assert 'state "So #quot;called#quot;#59; #35;1" as a' in machine.mermaid()


def test_the_documents_table_comes_from_the_table():
    assert ANSWER.table(language="id") == (
        "| State | Action | Next state | Who | Comment | Guard | Words |\n"
        "| --- | --- | --- | --- | --- | --- | --- |\n"
        "| `draft` | `send` | `sent` | `assessment.send` |  | `has_evidence` | Kirim |\n"
        "| `sent` | `return` | `draft` | `assessment.return` | needed |  | Kembalikan |\n"
        "| `sent` | `close` | `done` | `assessment.close` |  |  | Tutup |\n"
    )


def test_the_documents_table_names_audiences_and_escapes_bars():
    way = Edge("a", "go", "a", "a.b", words("x", "Go | on", assessor=("y", "Step")))
    machine: Machine[None] = Machine("m", (state("a"),), (way,))
    assert machine.table().splitlines()[-1].endswith(r"| Go \| on; assessor: Step |")
