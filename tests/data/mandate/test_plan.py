"""Days are worked by hand in the comments; longest paths are also counted by brute force over all simple paths."""

import random
from datetime import date

import networkx as nx
import pandas as pd
import pytest

from data.errors import InputError
from data.mandate import plan
from data.mandate.schema import Tasks


def made(*rows):
    frame = pd.DataFrame(
        [{"mandate_id": "2480", "title": f"Task {row['task_id']}", "status": "no_data"} | row for row in rows]
    )
    for name in ("starts", "due", "decision_due"):
        if name in frame:
            frame[name] = pd.to_datetime(frame[name])
    return Tasks.shape(frame)


def row(task_id, starts=None, due=None, after=None, parent=None, **more):
    return {"task_id": task_id, "starts": starts, "due": due, "after": after, "parent_id": parent, **more}


# A ends 10 Jan; B (10 days) may follow at once; C waits until 1 Feb by its own day; D comes after both.
FOUR = made(
    row("A", "2020-01-01", "2020-01-10"),
    row("B", "2020-01-11", "2020-01-20", "A"),
    row("C", "2020-02-01", "2020-02-10", "A"),
    row("D", "2020-02-11", "2020-02-29", "B; C"),
)


def table(tasks):
    return plan.of(tasks).table.set_index("task_id")


def day(value):
    return f"{value:%Y-%m-%d}"


def test_slack_and_critical_path_by_hand():
    found = table(FOUR)
    # D ends the plan on 29 Feb. C must end by 10 Feb: no slack. B must too, and ends on 20 Jan: 21 days.
    # A must end the day before the earlier of C's latest start (1 Feb) and B's (1 Feb): 31 Jan, 21 days after 10 Jan.
    assert found["slack_days"].to_dict() == {"A": 21, "B": 21, "C": 0, "D": 0}
    assert day(found.at["B", "latest_start"]) == "2020-02-01"
    assert day(found.at["A", "latest_finish"]) == "2020-01-31"
    assert plan.of(FOUR).critical == ("C", "D")


def test_the_earliest_days_move_a_task_that_is_planned_before_its_predecessor_ends():
    tasks = made(row("A", "2020-01-01", "2020-01-10"), row("B", "2020-01-05", "2020-01-09", "A"))
    found = table(tasks)
    assert (day(found.at["B", "earliest_start"]), day(found.at["B", "earliest_finish"])) == ("2020-01-11", "2020-01-15")
    assert plan.of(tasks).critical == ("A", "B")


def test_a_late_task_that_is_not_complete_ends_on_the_day_at_the_earliest():
    day_ = date(2020, 1, 31)
    # On 31 Jan A (due 10 Jan) and B (due 20 Jan, after A) are open: A ends on 31 Jan, so B lasts from 1 to 10 Feb,
    # C from 1 to 10 Feb as planned; D is not moved. B had 21 days of slack, now none.
    found = plan.of(FOUR, day_).table.set_index("task_id")
    assert [day(found.at[one, "earliest_finish"]) for one in "ABCD"] == [
        "2020-01-31", "2020-02-10", "2020-02-10", "2020-02-29",
    ]  # fmt: skip
    assert found["slack_days"].to_dict() == {"A": 0, "B": 0, "C": 0, "D": 0}
    assert plan.slips(plan.of(FOUR, day_), "A", 5).set_index("task_id")["days"].to_dict() == dict.fromkeys("ABCD", 5)
    assert (
        day(plan.of(FOUR, date(2020, 1, 10)).table["earliest_finish"][0]) == "2020-01-10"
    )  # due on that day: not late
    complete = made(row("A", "2020-01-01", "2020-01-10", progress=1.0), row("B", "2020-01-11", "2020-01-20", "A"))
    assert day(plan.of(complete, date(2020, 1, 15)).table["earliest_finish"][1]) == "2020-01-20"


def test_what_slips_takes_up_the_gap_first():
    own = plan.of(FOUR)
    # A ends on 30 Jan: B starts on 31 Jan, ends on 9 Feb; C still starts on 1 Feb; D does not move.
    moved = plan.slips(own, "A", 20).set_index("task_id")
    assert moved["days"].to_dict() == {"A": 20, "B": 20}
    # Three more: A ends on 2 Feb, C starts on 3 Feb, two days late, and D with it; B ends on 12 Feb.
    moved = plan.slips(own, "A", 23).set_index("task_id")
    assert moved["days"].to_dict() == {"A": 23, "B": 23, "C": 2, "D": 2}
    assert day(moved.at["D", "would_end"]) == "2020-03-02"
    assert moved.index[0] == "A"


def test_a_parent_lasts_as_long_as_its_tasks_and_hands_its_sequence_down():
    tasks = made(
        row("P", "2020-01-01", "2020-12-31"),
        row("P.1", "2020-01-01", "2020-01-10", parent="P"),
        row("P.2", "2020-01-01", "2020-01-20", parent="P"),
        row("Q", after="P"),
        row("Q.1", "2020-01-15", "2020-01-24", parent="Q"),
    )
    found = table(tasks)
    assert day(found.at["P", "earliest_finish"]) == "2020-01-20"
    assert day(found.at["Q.1", "earliest_start"]) == "2020-01-21"
    assert found["slack_days"].to_dict() == {"P": 0, "P.1": 10, "P.2": 0, "Q": 0, "Q.1": 0}
    assert plan.of(tasks).critical == ("P.2", "Q.1")
    assert plan.slips(plan.of(tasks), "P", 3).set_index("task_id")["days"].to_dict() == {"P": 3, "Q": 3, "Q.1": 3}


def test_tasks_without_days_are_given_none_and_still_carry_the_sequence():
    tasks = made(
        row("A", "2020-01-01", "2020-01-10"), row("U", due="2020-01-30", after="A"),
        row("B", "2020-01-11", "2020-01-20", "U"), row("alone"),
    )  # fmt: skip
    own = plan.of(tasks)
    assert own.undated["task_id"].tolist() == ["U", "alone"]
    assert own.table.set_index("task_id").loc["U", ["earliest_start", "slack_days"]].isna().all()
    assert plan.slips(own, "A", 4).set_index("task_id")["days"].to_dict() == {"A": 4, "B": 4}
    with pytest.raises(InputError, match="Task U has no first day and due day"):
        plan.slips(own, "U", 4)


@pytest.mark.parametrize(
    "tasks",
    [
        made(row("A", after="C"), row("B", after="A"), row("C", after="B")),
        made(row("P"), row("P.1", parent="P", after="P")),
    ],
)
def test_a_ring_is_refused_by_name(tasks):
    with pytest.raises(InputError, match="Nothing in this ring can begin"):
        plan.of(tasks)


def test_a_predecessor_that_is_no_task_is_told():
    own = plan.of(made(row("A", "2020-01-01", "2020-01-10", "gone")))
    assert own.absent == (("gone", "A"),)
    assert own.critical == ("A",)


def test_predecessors_of_other_mandates_come_along():
    every = made(row("old"), row("older"), row("new", after="mid"), row("mid", after="old"), row("other"))
    own = every[every["task_id"] == "new"]
    assert plan.with_predecessors(every, own)["task_id"].tolist() == ["old", "new", "mid"]


def test_no_task_and_no_day():
    assert plan.of(Tasks.empty()).critical == ()
    assert plan.of(made(row("A"))).table["is_dated"].tolist() == [False]


@pytest.mark.parametrize("seed", range(25))
def test_against_every_path_of_a_random_plan(seed):
    """The plan is as long as the longest of all simple paths; a task slips it by what exceeds its slack."""
    draw = random.Random(seed)
    first = pd.Timestamp("2020-01-01")
    rows = []
    for i in range(9):
        starts = first + pd.Timedelta(days=draw.randrange(60))
        before = [f"t{j}" for j in range(i) if draw.random() < 0.3]
        rows.append(row(f"t{i}", starts, starts + pd.Timedelta(days=draw.randrange(30)), "; ".join(before) or None))
    own = plan.of(made(*rows))
    lasts = (own.tasks["due"] - own.tasks["starts"]).dt.days + 1
    graph = nx.DiGraph()
    for i, task in enumerate(own.tasks.itertuples(index=False)):
        graph.add_edge("begin", task.task_id, days=(task.starts - own.origin).days)
        graph.add_edge(task.task_id, "end", days=int(lasts[i]))
    for before, then in own.pairs:
        graph.add_edge(before, then, days=int(lasts[own.tasks["task_id"].tolist().index(before)]))
    longest = max(nx.path_weight(graph, path, "days") for path in nx.all_simple_paths(graph, "begin", "end"))
    last = own.table["earliest_finish"].max()
    assert (last - own.origin).days + 1 == longest == nx.dag_longest_path_length(graph, weight="days")
    for task_id, slack in zip(own.table["task_id"], own.table["slack_days"], strict=True):
        assert plan.slips(own, task_id, slack + 5)["would_end"].max() == last + pd.Timedelta(days=5)
        if slack:
            assert plan.slips(own, task_id, int(slack))["would_end"].max() <= last


def test_dates_that_a_slip_passes():
    calendar = pd.DataFrame(
        [("r", None, "Report", "2020-01-20"), ("s", "r", "Draft", "2020-01-05"), ("u", "gone", "Unknown", None)],
        columns=["entry_id", "before_id", "title", "day"],
    ).astype({"day": "datetime64[us]"})
    mandate = pd.Series({"mandate_id": "2480", "title": "Resolution 2480", "expires": pd.Timestamp("2020-02-29")})
    tasks = FOUR.assign(
        decision_asked=["Decide", None, None, None], decision_due=pd.to_datetime(["2020-01-12", None, None, None])
    )
    dates = plan.dates(calendar, tasks, mandate)
    found = plan.passed(plan.slips(plan.of(FOUR), "A", 23), dates)
    # A ended on 10 Jan and would end on 2 Feb; B ended on 20 Jan, the report's own day, and would end on 12 Feb.
    assert list(zip(found["task_id"], found["kind"], found["key"], strict=True)) == [
        ("A", "decision", "A"), ("A", "entry", "r"), ("B", "entry", "r"), ("D", "expiry", "2480"),
    ]  # fmt: skip


def test_bars_show_the_planned_days_and_the_overrun_tells_what_the_sequence_makes_of_them():
    tasks = made(
        row("P"), row("P.1", "2020-01-01", "2020-01-10", parent="P"),
        row("P.2", "2020-01-05", "2020-01-09", "P.1", parent="P"), row("U"), row("late", "2021-01-01", "2021-01-02"),
    )  # fmt: skip
    own = plan.of(tasks[tasks["task_id"] != "late"].reset_index(drop=True))
    # P.2 (5 days) can begin on 11 Jan only and ends on 15 Jan; the last due day is 10 Jan.
    assert plan.overrun(own) == 5
    bars = plan.bars(plan.of(tasks), pd.Timestamp("2020-01-12"), pd.Timestamp("2020-06-30")).set_index("task_id")
    assert {t: day(d) for t, d in bars["ends"].items()} == {"P": "2020-01-15", "P.2": "2020-01-09"}
    assert day(bars.at["P.2", "begins"]) == "2020-01-05"
    assert plan.overrun(plan.of(FOUR)) == 0
