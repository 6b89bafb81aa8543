"""The demo, told step by step: sweep, review, notice, two weeks of rechecks, report."""

import socket
import time
from collections import Counter
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from alerts.working_days import calendar_of
from crawlers.browser import find_browser
from crawlers.crawl import CrawlerProcess
from domain.case import Case
from domain.decision import DecisionKind
from domain.review import Verdict
from marketsweep.casework import NothingToNotifyError, approve, record_answer, send_notice
from marketsweep.demo import place
from marketsweep.demo.comparison import compare, true_points, truth_of
from marketsweep.demo.neighbour import Neighbour, bazaar_next_door
from marketsweep.demo.reviewer import NAME, review_cases
from marketsweep.rechecking import RoundReport, due_rechecks, recheck_listings, upcoming_rechecks
from marketsweep.report.contents import Contents, gather, period_of
from marketsweep.report.page import write_report
from marketsweep.sweeping import RunReport, SweepPlan, add_sweep, resume_sweep, run_sweep
from marketsweep.workspace import Progress, Workspace, open_workspace
from storage.cases import list_cases
from storage.database import read
from storage.event_log import read_events
from storage.notices import list_notices

SWEEP = "demo"
QUERIES = (
    *("ivory", "rhino horn", "pangolin", "tortoiseshell", "crocodile", "python leather", "coral", "parrot", "tiger"),
    *("Elfenbein", "Schildpatt", "Krokodilleder", "ivoire", "écaille", "perroquet", "marfil", "tortuga", "skóra"),
    *("slimming", "fat burner", "SARM", "ephedra", "sibutramine", "kratom", "yohimbe", "sildenafil", "supplement"),
    *("Fatburner", "Kapseln", "gélules", "pre workout", "honey", "thé"),
    *("replica", "Louis Vuitton", "Gucci", "Rolex", "Nike", "Chanel", "AirPods", "Adidas", "Replik", "高仿", "perfume"),
    *("watch", "sneakers", "Tasche", "Uhr", "montre"),
)
"""What a person would type into the search box of the bazaar; a real sweep can ask for every term of its lists."""
BEFORE_REVIEW = timedelta(hours=20)
"""How long the suspects wait for the reviewer, as they do in life: some are gone by then."""
WATCH = timedelta(days=14)
TOGETHER = timedelta(minutes=45)
"""Looks that are due so close together are taken in one round."""
PATIENCE = timedelta(hours=6)
"""How long a last look waits when the marketplace is not well."""

Bar = Callable[[str], AbstractContextManager[Progress]]
"""Opens a progress bar with a description."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Voice:
    """How the demo speaks to whoever watches it."""

    heading: Callable[[str], None]
    say: Callable[[str], None]
    show_cases: Callable[[Workspace, tuple[Case, ...]], None]
    bar: Bar


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What the demo came to."""

    contents: Contents
    report: Path
    seconds: float

    @property
    def agrees(self) -> bool:
        """Whether every figure agrees with the truth."""
        return all(line.agrees for line in self.contents.truth)


def tell(folder: Path, report: Path, *, seed: int, voice: Voice, watch: timedelta = WATCH) -> Told:
    """Run the whole chain against a bazaar of its own; a sweep that was killed before is taken up where it was left."""
    began = time.monotonic()
    state = place.load_state(folder)
    if state is None or state.swept or state.seed != seed:
        place.clear(folder)
        state = place.DemoState(seed=seed, port=_free_port())
        place.save_state(folder, state)
    browser = find_browser()
    with (
        bazaar_next_door(seed=seed, port=state.port, truth=folder / "truth.jsonl") as neighbour,
        CrawlerProcess() as crawler,
    ):
        settings = place.furnish(folder, neighbour, browser or "")
        workspace = replace(open_workspace(settings), told=neighbour.now(), crawler=crawler)
        if browser is None:
            voice.say("No browser here: JavaScript pages step aside, and are counted.")
        _sweep(workspace, voice)
        place.save_state(folder, replace(state, swept=True))
        contents = _prove(_review_and_notify(workspace, neighbour, voice), neighbour, voice, watch)
    write_report(contents, report)
    return Told(contents=contents, report=report, seconds=time.monotonic() - began)


def _sweep(workspace: Workspace, voice: Voice) -> RunReport:
    voice.heading("Sweep and match")
    add_sweep(workspace, SWEEP, SweepPlan(marketplaces=(place.BAZAAR,), queries=QUERIES, owner="The demo", max_pages=3))
    with voice.bar("Searching and reading") as progress:
        taken_up = resume_sweep(workspace, SWEEP, progress=progress)
        report = taken_up or run_sweep(workspace, SWEEP, progress=progress)
    if taken_up:
        voice.say("A sweep that had been interrupted was taken up where it was left.")
    voice.say(report.health.sentence)
    cases = _cases(workspace)
    voice.say(f"{report.listings} listings were judged; {report.alerts} alerts stand in {len(cases)} cases:")
    voice.show_cases(workspace, cases)
    return report


def _review_and_notify(workspace: Workspace, neighbour: Neighbour, voice: Voice) -> Workspace:
    voice.heading("Review and notice")
    later = _advance(workspace, neighbour, BEFORE_REVIEW)
    _look(later, voice, "A look before the review")
    later = _confirm(later, neighbour)
    truth = {row["listing_id"]: row for row in neighbour.listings()}
    given = review_cases(later, _cases(later), truth)
    voice.say(f"{NAME}: " + ", ".join(f"{given[verdict]} {verdict}" for verdict in Verdict))
    sent = _send(later)
    voice.say(
        ", ".join(f"{number} notices {outcome}" for outcome, number in sent.items()) + " by e-mail to the bazaar."
    )
    return later


def _send(workspace: Workspace) -> Counter[str]:
    approved = []
    for case in _cases(workspace):
        if case.suspected:
            try:
                approved.append(approve(workspace, case.case_id, by="Scripted notifier", good_faith=True))
            except NothingToNotifyError:
                continue  # all its suspects were gone before the review
    return Counter(send_notice(workspace, kept.notice.notice_id).outcome.value for kept in approved)


def _prove(workspace: Workspace, neighbour: Neighbour, voice: Voice, watch: timedelta) -> Contents:
    voice.heading("Two weeks of rechecks")
    end = workspace.clock() + watch
    rounds: list[RoundReport] = []
    with voice.bar("Rechecking through two simulated weeks") as progress:
        while due := [each.due_at for each in upcoming_rechecks(workspace) if each.due_at < end]:
            workspace = _advance_to(workspace, neighbour, min(due) + TOGETHER)
            rounds += _look_at_due(workspace)
            passed = workspace.clock() - (end - watch)
            progress(int(passed / timedelta(hours=1)), int(watch / timedelta(hours=1)))
        workspace = _advance_to(workspace, neighbour, max(end, workspace.clock()))
        workspace, last = _last_look(workspace, neighbour)
        rounds += last
        end = workspace.clock()
        workspace = _confirm(workspace, neighbour)
    _take_answers(workspace, neighbour)
    ill = sum(not each.canary_live for each in rounds)
    voice.say(
        f"{sum(len(each.rechecks) for each in rounds)} looks in {len(rounds)} rounds. In {ill} of them the marketplace "
        "was not well (no known live listing was seen): they prove nothing."
    )
    return _contents(workspace, neighbour, end)


def _take_answers(workspace: Workspace, neighbour: Neighbour) -> None:
    """Record what the marketplace says of our notices; our figures of removal rest on looks, not on its word."""
    with read(workspace.engine) as connection:
        sent = [kept.notice.notice_id for kept in list_notices(connection) if kept.sent_at]
    for notice_id in sent:
        for decided in neighbour.decisions(notice_id):
            if decided["decision"] not in set(DecisionKind):
                continue  # "no action": the listing was gone before the moderator came to it
            record_answer(
                workspace,
                notice_id,
                DecisionKind(decided["decision"]),
                listing_ids=(decided["listing_id"],),
                text=decided["text"],
                decided_at=datetime.fromisoformat(decided["decided_at"]),
            )


def _look_at_due(workspace: Workspace) -> tuple[RoundReport, ...]:
    due = due_rechecks(workspace, now=workspace.clock())
    return recheck_listings(workspace, [each.listing for each in due])


def _look(workspace: Workspace, voice: Voice, description: str) -> tuple[RoundReport, ...]:
    with voice.bar(description) as progress:
        return recheck_listings(workspace, [each.listing for each in upcoming_rechecks(workspace)], progress=progress)


def _last_look(workspace: Workspace, neighbour: Neighbour) -> tuple[Workspace, list[RoundReport]]:
    """Look at everything that is watched, once more, on a moment when the marketplace is well."""
    rounds: list[RoundReport] = []
    while not rounds or not rounds[-1].canary_live:
        if rounds:
            workspace = _advance(workspace, neighbour, PATIENCE)
        rounds += recheck_listings(workspace, [each.listing for each in upcoming_rechecks(workspace)])
    return workspace, rounds


def _confirm(workspace: Workspace, neighbour: Neighbour) -> Workspace:
    """Take the confirming looks at listings that were found gone once, and no others."""
    horizon = timedelta(days=3)
    start = workspace.clock()
    while True:
        pending = [each for each in upcoming_rechecks(workspace) if each.confirms and each.due_at < start + horizon]
        if not pending:
            return workspace
        workspace = _advance_to(workspace, neighbour, min(each.due_at for each in pending) + TOGETHER)
        recheck_listings(workspace, [each.listing for each in pending])


def _contents(workspace: Workspace, neighbour: Neighbour, end: datetime) -> Contents:
    period = replace(period_of(workspace, None, None), end=end + timedelta(microseconds=1))
    plain = gather(workspace, period=period, title="Marketsweep demo: the bazaar, two weeks")
    with read(workspace.engine) as connection:
        events = tuple(read_events(connection))
    truth = truth_of(neighbour.truth(), events, start=period.start, end=end)
    return replace(
        plain,
        truth=compare(plain.kpis, truth, calendar_of(workspace.settings.calendar)),
        true_points=true_points(truth),
        remarks=(
            f"A demonstration on invented listings. Time was told, and the person was a script: {NAME}.",
            _matching_remark(neighbour.listings(), plain),
        ),
    )


def _matching_remark(rows: list[dict[str, Any]], contents: Contents) -> str:
    funnel = {stage.name: stage.count for stage in contents.funnel}
    illicit = sum(bool(row["illicit"]) for row in rows)
    return (
        f"Of the {len(rows)} listings that the bazaar offered, {illicit} were illicit. The sweep saw {funnel['seen']} "
        f"listings; {funnel['alerted']} raised an alert, and the reviewer suspected {funnel['suspected']} of them."
    )


def _cases(workspace: Workspace) -> tuple[Case, ...]:
    """Return the cases by seller: their numbers follow the order of fetching, and the same seed shall tell the same."""
    with read(workspace.engine) as connection:
        return tuple(sorted(list_cases(connection), key=lambda case: (case.seller_id, case.concern, case.keys)))


def _advance(workspace: Workspace, neighbour: Neighbour, by: timedelta) -> Workspace:
    return replace(workspace, told=neighbour.advance(by))


def _advance_to(workspace: Workspace, neighbour: Neighbour, moment: datetime) -> Workspace:
    return _advance(workspace, neighbour, max(moment - workspace.clock(), timedelta()))


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port: int = listener.getsockname()[1]
        return port
