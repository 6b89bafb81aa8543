"""From a case to a notice that arrived: what is recorded when, and what is refused."""

import os
import signal
import socket
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from email import message_from_bytes, policy
from pathlib import Path

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from alerts.channels.email import SmtpServer, build_message, message_id_of, send
from alerts.channels.receipt import SendOutcome
from alerts.rendering import render
from alerts.reviews import IncompleteReviewError, ListingNotInCaseError
from domain.event import EventKind
from domain.notice import IncompleteNoticeError
from domain.recheck import Look, Recheck
from domain.review import Verdict
from marketsweep.allowing import allow
from marketsweep.casework import (
    NoAddressError,
    NothingToNotifyError,
    approve,
    notices_to_send,
    preview_notice,
    review_listings,
    send_notice,
)
from marketsweep.errors import MissingSettingError
from marketsweep.settings import NotifierSettings, SmtpSettings
from marketsweep.sweeping import assess_run, run_sweep
from marketsweep.workspace import Workspace
from storage.attempts import AlreadySentError, Attempt, attempts_of, begin_attempt
from storage.database import read, write
from storage.notices import KeptNotice, NoticeStatus, list_notices
from storage.rechecks import record_rechecks
from storage.sweeps import load_sweep
from tests.marketsweep.office import SWEEP, Office, free_port


class Postbox:
    """A mail server of our own that keeps what comes in, and can be told to refuse it."""

    def __init__(self) -> None:
        self.mails: list[bytes] = []
        self.answers: list[str] = []
        """Refusals that the next mails meet; then they are taken."""

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802  # aiosmtpd's name
        if self.answers:
            return self.answers.pop(0)
        assert isinstance(envelope.content, bytes)
        self.mails.append(envelope.content)
        return "250 taken"


@pytest.fixture
def postbox() -> Iterator[tuple[Postbox, SmtpSettings]]:
    box = Postbox()
    controller = Controller(box, hostname="127.0.0.1", port=free_port())
    controller.start()
    yield box, SmtpSettings(host="127.0.0.1", port=controller.port, starttls=False, timeout_seconds=5)
    controller.stop()


def with_mail(workspace: Workspace, smtp: SmtpSettings) -> Workspace:
    return replace(workspace, settings=workspace.settings.model_copy(update={"smtp": smtp}))


def approved(office: Office, case_id: int | None = None) -> KeptNotice:
    chosen = case_id if case_id is not None else office.suspect_all()[0].case_id
    return approve(office.workspace, chosen, by="N. Otifier", good_faith=True)


def kept(office: Office) -> tuple[KeptNotice, ...]:
    with read(office.workspace.engine) as connection:
        return list_notices(connection)


def attempts(office: Office, notice_id: str) -> tuple[Attempt, ...]:
    with read(office.workspace.engine) as connection:
        return attempts_of(connection, notice_id)


def kinds_about(office: Office, notice_id: str) -> list[EventKind]:
    return [event.kind for event in office.events() if event.subject == f"notice/{notice_id}"]


def test_review_preview_approve_and_send_by_mail_leave_their_trail(
    swept: Office, postbox: tuple[Postbox, SmtpSettings]
) -> None:
    box, smtp = postbox
    case = swept.suspect_all()[0]
    notice, rendered = preview_notice(swept.workspace, case.case_id)
    assert {item.key for item in notice.items} == set(case.keys)
    assert all(item.url in rendered.text for item in notice.items)
    assert kept(swept) == (), "a preview keeps nothing"
    made = approved(swept, case.case_id)
    assert notices_to_send(swept.workspace) == (made,)
    receipt = send_notice(with_mail(swept.workspace, smtp), made.notice.notice_id)
    assert receipt.outcome is SendOutcome.SENT
    (mail,) = box.mails
    message = message_from_bytes(mail, policy=policy.default)
    assert (message["Message-ID"], message["X-Notice-Id"]) == (receipt.message_id, made.notice.notice_id)
    assert notices_to_send(swept.workspace) == ()
    assert [(each.channel, each.outcome) for each in attempts(swept, made.notice.notice_id)] == [
        ("email", "sent"),
        ("file", "sent"),
    ]
    assert kinds_about(swept, made.notice.notice_id)[:4] == [
        EventKind.NOTICE_DRAFTED,
        EventKind.NOTICE_APPROVED,
        EventKind.NOTICE_ATTEMPTED,
        EventKind.NOTICE_SENT,
    ]
    copy = swept.workspace.settings.notices_dir / f"{made.notice.notice_id}.eml"
    assert copy.read_bytes().split() == mail.split()


def test_without_a_mail_server_a_notice_goes_to_a_file(swept: Office) -> None:
    made = approved(swept)
    receipt = send_notice(with_mail(swept.workspace, SmtpSettings()), made.notice.notice_id)
    assert (receipt.channel, receipt.outcome) == ("file", SendOutcome.SENT)
    text = swept.workspace.settings.notices_dir / f"{made.notice.notice_id}.txt"
    assert made.notice.items[0].url in text.read_text()
    assert kept(swept)[0].status is NoticeStatus.SENT


def test_what_went_to_a_file_first_can_still_be_mailed_once(
    swept: Office, postbox: tuple[Postbox, SmtpSettings]
) -> None:
    box, smtp = postbox
    workspace = with_mail(swept.workspace, smtp)
    notice_id = approved(swept).notice.notice_id
    assert send_notice(workspace, notice_id, channel="file").outcome is SendOutcome.SENT
    assert send_notice(workspace, notice_id, channel="email").outcome is SendOutcome.SENT
    with pytest.raises(AlreadySentError):
        send_notice(workspace, notice_id, channel="email")
    assert len(box.mails) == 1


@pytest.mark.parametrize(
    ("answer", "outcome", "status"),
    [
        ("451 try later", SendOutcome.FAILED, NoticeStatus.FAILED),
        ("550 not for us", SendOutcome.FAILED, NoticeStatus.FAILED),
        ("299 hm", SendOutcome.UNCERTAIN, NoticeStatus.UNCERTAIN),
    ],
)
def test_a_mail_that_is_not_taken_is_tried_again_as_the_same_notice(
    swept: Office, postbox: tuple[Postbox, SmtpSettings], answer: str, outcome: SendOutcome, status: NoticeStatus
) -> None:
    box, smtp = postbox
    box.answers = [answer]
    workspace = with_mail(swept.workspace, smtp)
    notice_id = approved(swept).notice.notice_id
    first = send_notice(workspace, notice_id)
    assert (first.outcome, kept(swept)[0].status) == (outcome, status)
    with pytest.raises(NothingToNotifyError):
        approved(swept, kept(swept)[0].notice.case_id)
    (waiting,) = notices_to_send(workspace)
    second = send_notice(workspace, waiting.notice.notice_id)
    assert second.outcome is SendOutcome.SENT
    assert (first.message_id, len(kept(swept)), len(box.mails)) == (second.message_id, 1, 1)
    assert [each.outcome for each in attempts(swept, notice_id) if each.channel == "email"] == [outcome, "sent"]


def test_a_mail_server_that_is_not_there_is_a_failed_attempt_on_record(swept: Office) -> None:
    with closing(socket.socket()) as bound:
        bound.bind(("127.0.0.1", 0))
        smtp = SmtpSettings(host="127.0.0.1", port=bound.getsockname()[1], starttls=False, timeout_seconds=2)
        notice_id = approved(swept).notice.notice_id
        receipt = send_notice(with_mail(swept.workspace, smtp), notice_id)
    assert receipt.outcome is SendOutcome.FAILED
    assert kinds_about(swept, notice_id)[-2:] == [EventKind.NOTICE_ATTEMPTED, EventKind.NOTICE_FAILED]


def test_a_kill_while_sending_leaves_the_attempt_on_record_and_the_notice_to_be_sent(swept: Office) -> None:
    notice_id = approved(swept).notice.notice_id
    with socket.create_server(("127.0.0.1", 0)) as silent:
        smtp = SmtpSettings(host="127.0.0.1", port=silent.getsockname()[1], starttls=False, timeout_seconds=30)
        child = os.fork()
        if child == 0:
            send_notice(with_mail(swept.workspace, smtp), notice_id)
            os._exit(0)
        silent.settimeout(20)
        connection, _ = silent.accept()
        with connection:
            os.kill(child, signal.SIGKILL)
            os.waitpid(child, 0)
    (begun,) = attempts(swept, notice_id)
    assert (begun.outcome, begun.channel) == (None, "email")
    (waiting,) = notices_to_send(swept.workspace)
    receipt = send_notice(swept.workspace, waiting.notice.notice_id)
    assert (receipt.outcome, receipt.message_id) == (SendOutcome.SENT, begun.message_id)
    assert {row.kind for row in swept.market.truth() if "notice" in row.kind} == {"notice_received"}


def test_the_marketplace_hears_of_a_notice_once_although_it_was_mailed_twice(swept: Office) -> None:
    """We were told nothing after DATA, so the notice goes out again under its own name."""
    notice_id = approved(swept).notice.notice_id
    with write(swept.workspace.engine) as connection:
        message_id = send_and_forget(swept, notice_id)
        begin_attempt(connection, notice_id, "email", message_id, at=swept.now)
    assert send_notice(swept.workspace, notice_id).outcome is SendOutcome.SENT
    received = [row.kind for row in swept.market.truth() if "notice" in row.kind]
    assert sorted(received) == ["notice_received", "notice_repeated"]


def send_and_forget(office: Office, notice_id: str) -> str:
    """Hand a notice over by mail without recording that it was."""
    notice = next(each.notice for each in kept(office) if each.notice.notice_id == notice_id)
    rendered = render(notice, office.workspace.marketplace("bazaar"))
    host, port = office.market.smtp_address
    server = SmtpServer(host=host, port=port, starttls=False)
    message = build_message(rendered, notice, notice.notifier.email, "notices@bazaar.example")
    assert send(message, server).outcome is SendOutcome.SENT
    return message_id_of(notice)


def test_nothing_is_sent_that_no_person_stands_for(swept: Office) -> None:
    case = swept.cases()[0]
    with pytest.raises(NothingToNotifyError, match=f"marketsweep review {case.case_id}"):
        approved(swept, case.case_id)
    swept.suspect_all()
    with pytest.raises(IncompleteNoticeError, match="good faith"):
        approve(swept.workspace, case.case_id, by="N. Otifier", good_faith=False)
    nobody = swept.workspace.settings.model_copy(update={"notifier": NotifierSettings()})
    with pytest.raises(MissingSettingError, match=r"notifier\.name"):
        approve(replace(swept.workspace, settings=nobody), case.case_id, by="N. Otifier", good_faith=True)
    assert kept(swept) == ()
    assert notices_to_send(swept.workspace) == ()


@pytest.mark.parametrize("verdict", [Verdict.CLEARED, Verdict.UNSURE])
def test_only_what_is_suspected_is_notified_and_the_latest_verdict_counts(swept: Office, verdict: Verdict) -> None:
    case = swept.suspect_all()[0]
    review_listings(
        swept.workspace,
        case.case_id,
        verdict,
        reviewer="S. Econd",
        ground="",
        reason="",
        listing_ids=[key.listing_id for key in case.keys],
    )
    with pytest.raises(NothingToNotifyError):
        preview_notice(swept.workspace, case.case_id)


@pytest.mark.parametrize(
    ("told", "error", "says"),
    [
        ({"reason": ""}, IncompleteReviewError, "reason"),
        ({"listing_ids": ["no-such"]}, ListingNotInCaseError, "no-such"),
    ],
)
def test_a_review_without_reason_or_right_listing_is_refused_whole(
    swept: Office, told: dict[str, object], error: type[Exception], says: str
) -> None:
    case = swept.cases()[0]
    whole: dict[str, object] = {"reviewer": "R. Viewer", "ground": "", "reason": "Looks illegal."}
    with pytest.raises(error, match=says):
        review_listings(swept.workspace, case.case_id, Verdict.SUSPECTED, **{**whole, **told})  # type: ignore[arg-type]  # a table of wrong calls
    assert swept.events(EventKind.REVIEW_RECORDED) == []


def test_a_review_rests_on_the_ground_of_the_lists_that_found_it(swept: Office) -> None:
    for case in swept.suspect_all():
        ground = case.reviews[0].ground
        behind = {each.concern for each in swept.workspace.lists if each.legal_ground in ground}
        assert behind == {case.concern}, case


@pytest.mark.parametrize(("look", "gone"), [(Look.GONE, True), (Look.SOLD_OR_ENDED, True), (Look.LIVE, False)])
def test_a_listing_that_is_gone_already_is_not_notified(swept: Office, look: Look, gone: bool) -> None:
    case = next(case for case in swept.suspect_all() if len(case.keys) == 1)
    seen = Recheck(key=case.keys[0], round_id=99, look=look, detail="as seen", canary_live=True, checked_at=swept.now)
    with write(swept.workspace.engine) as connection:
        record_rechecks(connection, [seen])
    if gone:
        with pytest.raises(NothingToNotifyError, match="still on offer"):
            approved(swept, case.case_id)
    else:
        assert len(approved(swept, case.case_id).notice.items) == 1


def test_an_allowed_seller_raises_no_alert_and_that_stays_on_record(office: Office) -> None:
    office.add_sweep()
    first = next(offer for offer in office.market.bazaar.offers() if "Kratom" in offer.title)
    allow(office.workspace, "bazaar", first.seller_id, reason="A licensed trader", by="B. Oss")
    report = run_sweep(office.workspace, SWEEP)
    assert report.withheld >= 1
    assert first.seller_id not in {case.seller_id for case in office.cases()}
    withheld = office.events(EventKind.ALERT_WITHHELD)
    assert any(event.body["listing_id"] == first.listing_id for event in withheld)
    assert "A licensed trader" in withheld[0].body["withheld_because"]


def test_assessing_a_run_twice_raises_nothing_twice(swept: Office) -> None:
    before = swept.events(EventKind.ALERT_RAISED)
    with read(swept.workspace.engine) as connection:
        sweep = load_sweep(connection, SWEEP)
    (run,) = swept.runs()
    assess_run(swept.workspace, sweep, run)
    assert swept.events(EventKind.ALERT_RAISED) == before


@pytest.mark.parametrize(("asked", "got"), [("de", "de"), ("fr", "fr"), ("fi", "en")])
def test_a_notice_comes_in_the_language_asked_for_or_says_that_it_does_not(swept: Office, asked: str, got: str) -> None:
    case = swept.suspect_all()[0]
    _, rendered = preview_notice(swept.workspace, case.case_id, language=asked)
    assert rendered.language == got
    assert bool(rendered.remark) == (asked != got)
    if rendered.remark:
        assert asked in rendered.remark


def test_a_marketplace_without_an_address_gets_its_notice_as_a_file_only(swept: Office, tmp_path: Path) -> None:
    recipes = tuple(
        each.model_copy(update={"marketplace": replace(each.marketplace, notice_email=None)})
        for each in swept.workspace.recipes
    )
    workspace = replace(swept.workspace, recipes=recipes)
    notice_id = approved(swept).notice.notice_id
    with pytest.raises(NoAddressError, match="--channel file"):
        send_notice(workspace, notice_id)
    assert attempts(swept, notice_id) == ()
    assert send_notice(workspace, notice_id, channel="file").outcome is SendOutcome.SENT
