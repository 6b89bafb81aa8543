"""What a person does with a case: look, decide, and send a notice."""

import uuid
from collections.abc import Callable, Sequence
from datetime import datetime

from sqlalchemy import Connection

from alerts.cases import close, reopen
from alerts.channels.email import SmtpServer, build_message, message_id_of, send
from alerts.channels.file import write_notice
from alerts.channels.receipt import Receipt, SendOutcome
from alerts.notices import draft_notice
from alerts.outcomes import history_of
from alerts.rendering import RenderedNotice, render
from alerts.reviews import review
from domain.case import Case
from domain.decision import Decision, DecisionKind
from domain.errors import MarketsweepError
from domain.listing import Listing, ListingKey
from domain.notice import Notice
from domain.review import Review, Verdict
from marketsweep.errors import MissingSettingError
from marketsweep.workspace import Workspace
from storage.attempts import AttemptOutcome, attempts_of, begin_attempt, finish_attempt
from storage.cases import load_case, record_closing, record_review
from storage.database import read, write
from storage.decisions import record_decision
from storage.listings import first_seen, latest
from storage.locks import holding
from storage.notices import KeptNotice, approve_notice, list_notices, load_notice, notified_keys, record_notice
from storage.rechecks import rechecks_of


class NothingToNotifyError(MarketsweepError):
    """A notice was asked for that would carry no listing."""

    def __init__(self, case_id: int) -> None:
        super().__init__(
            f"Case {case_id} has no suspected listing that is still on offer and not notified yet. Review its listings "
            f"first: `marketsweep review {case_id} --suspected …`."
        )


class NotInNoticeError(MarketsweepError):
    """A marketplace's answer was to be recorded about a listing that the notice does not carry."""

    def __init__(self, notice_id: str, listing_ids: Sequence[str]) -> None:
        super().__init__(
            f"Notice {notice_id} does not carry {', '.join(listing_ids)}. See it with `marketsweep cases show`."
        )


class NoAddressError(MarketsweepError):
    """A marketplace has no address that a notice could be sent to."""

    def __init__(self, marketplace: str) -> None:
        super().__init__(
            f"The file of the marketplace {marketplace!r} names no notice_email. Add it there, or write the notice to "
            "a file (--channel file) and hand it in by the marketplace's own form."
        )


def review_listings(
    workspace: Workspace,
    case_id: int,
    verdict: Verdict,
    *,
    reviewer: str,
    ground: str,
    reason: str,
    listing_ids: Sequence[str] = (),
) -> tuple[Case, tuple[Review, ...]]:
    """Record what a person thinks of listings of a case: of those named, or of all that nobody has looked at yet."""
    person = workspace.person(reviewer)
    with write(workspace.engine) as connection:
        case = load_case(connection, case_id)
        named = [ListingKey(marketplace=case.marketplace, listing_id=each) for each in listing_ids]
        chosen = named or [key for key in case.keys if case.verdict_on(key) is None]
        ground = ground or ground_of(workspace, case)
        made = []
        for key in chosen:
            case, one = review(case, key, verdict, reviewer=person, ground=ground, reason=reason, at=workspace.clock())
            record_review(connection, case, one)
            made.append(one)
    return case, tuple(made)


def close_case(workspace: Workspace, case_id: int, *, by: str, reason: str) -> Case:
    """Close a case, on record: nothing more is reviewed in it, and its listings stay under watch."""
    return _turn(workspace, case_id, close, by=by, reason=reason)


def reopen_case(workspace: Workspace, case_id: int, *, by: str, reason: str) -> Case:
    """Open a closed case again, on record."""
    return _turn(workspace, case_id, reopen, by=by, reason=reason)


def _turn(workspace: Workspace, case_id: int, turn: Callable[[Case], Case], *, by: str, reason: str) -> Case:
    person = workspace.person(by)
    with write(workspace.engine) as connection:
        case = turn(load_case(connection, case_id))
        record_closing(connection, case, by=person, reason=reason, at=workspace.clock())
    return case


def ground_of(workspace: Workspace, case: Case) -> str:
    """Return the legal ground of the lists of the case's concern that its alerts rest on."""
    ids = {list_id for alert in case.alerts for list_id, _ in alert.list_versions}
    lists = [each for each in workspace.lists if each.list_id in ids and each.concern is case.concern]
    return "; ".join(dict.fromkeys(each.legal_ground for each in lists))


def preview_notice(workspace: Workspace, case_id: int, *, language: str | None = None) -> tuple[Notice, RenderedNotice]:
    """Return the notice that a case would lead to now, without keeping it."""
    with read(workspace.engine) as connection:
        notice = _draft(workspace, connection, case_id, language)
    return notice, render(notice, workspace.marketplace(notice.marketplace))


def approve(
    workspace: Workspace, case_id: int, *, by: str, good_faith: bool, language: str | None = None
) -> KeptNotice:
    """Keep the notice of a case and record that a person approved it; it is not sent yet.

    `good_faith` is that person's statement to believe the notice accurate and complete; without it there is none.
    """
    person = workspace.person(by)
    with write(workspace.engine) as connection:
        notice = _draft(workspace, connection, case_id, language, good_faith=good_faith)
        record_notice(connection, notice)
        approve_notice(connection, notice.notice_id, by=person, at=workspace.clock())
        return load_notice(connection, notice.notice_id)


def notices_to_send(workspace: Workspace) -> tuple[KeptNotice, ...]:
    """Return the approved notices that no receiver has confirmed yet."""
    with read(workspace.engine) as connection:
        return tuple(kept for kept in list_notices(connection) if kept.approved_at and not kept.sent_at)


def send_notice(workspace: Workspace, notice_id: str, *, channel: str | None = None) -> Receipt:
    """Try once to send an approved notice, by e-mail if a mail server is set, else to a file.

    The attempt is on record before the network is touched, and its end after. A copy of what was mailed is kept as
    a file.
    """
    with read(workspace.engine) as connection:
        notice = load_notice(connection, notice_id).notice
    chosen = channel or ("email" if workspace.settings.smtp.host else "file")
    rendered = render(notice, workspace.marketplace(notice.marketplace))
    with holding(workspace.engine, f"notice/{notice_id}"):  # two people at it would send it twice
        receipt = _attempt(workspace, notice, rendered, chosen)
        if chosen == "email" and receipt.outcome is SendOutcome.SENT and not _is_on_file(workspace, notice_id):
            _attempt(workspace, notice, rendered, "file")
    return receipt


def _is_on_file(workspace: Workspace, notice_id: str) -> bool:
    with read(workspace.engine) as connection:
        made = attempts_of(connection, notice_id)
    return any(each.channel == "file" and each.outcome is AttemptOutcome.SENT for each in made)


def record_answer(
    workspace: Workspace,
    notice_id: str,
    kind: DecisionKind,
    *,
    listing_ids: Sequence[str] = (),
    text: str = "",
    decided_at: datetime | None = None,
) -> tuple[Decision, ...]:
    """Record what the marketplace answered about listings of a notice: about those named, or about all of it.

    It is the marketplace's word: a removal is counted only when our own looks prove it.
    """
    with write(workspace.engine) as connection:
        notice = load_notice(connection, notice_id).notice
        keys = {item.key.listing_id: item.key for item in notice.items}
        if strangers := [each for each in listing_ids if each not in keys]:
            raise NotInNoticeError(notice_id, strangers)
        decisions = tuple(
            Decision(
                notice_id=notice_id,
                key=keys[each],
                kind=kind,
                text=text,
                decided_at=decided_at,
                received_at=workspace.clock(),
            )
            for each in listing_ids or keys
        )
        for decision in decisions:
            record_decision(connection, decision)
    return decisions


def _draft(
    workspace: Workspace, connection: Connection, case_id: int, language: str | None, *, good_faith: bool = True
) -> Notice:
    case = load_case(connection, case_id)
    notified = notified_keys(connection, case_id)
    new = sorted(key for key in case.suspected if key not in notified and not _is_gone(connection, key))
    if not new:
        raise NothingToNotifyError(case_id)
    listings: dict[ListingKey, Listing] = {}
    for key in new:
        if (listing := latest(connection, key)) is not None:
            listings[key] = listing
    marketplace = workspace.marketplace(case.marketplace)
    return draft_notice(
        case,
        listings,
        notifier=workspace.notifier,
        language=language or (marketplace.languages[0] if marketplace.languages else "en"),
        notice_id=f"ms-{uuid.uuid4()}",
        at=workspace.clock(),
        good_faith=good_faith,
        only=new,
    )


def _is_gone(connection: Connection, key: ListingKey) -> bool:
    """Whether the last look no longer saw the listing on offer: a notice about it would be unfounded."""
    looks = rechecks_of(connection, key)
    found_at = first_seen(connection, key)
    if not looks or found_at is None:
        return False
    history = history_of(key, looks, found_at=found_at)
    return history.pending is not None or history.sold is not None or history.removed is not None


def _attempt(workspace: Workspace, notice: Notice, rendered: RenderedNotice, channel: str) -> Receipt:
    settings = workspace.settings
    sender = settings.smtp.username if "@" in settings.smtp.username else notice.notifier.email
    recipient = workspace.marketplace(notice.marketplace).notice_email
    if recipient is None and channel == "email":
        raise NoAddressError(notice.marketplace)
    message = build_message(rendered, notice, sender, recipient, at=notice.drafted_at)
    server = _server(workspace) if channel == "email" else None
    with write(workspace.engine) as connection:
        attempt_id = begin_attempt(connection, notice.notice_id, channel, message_id_of(notice), at=workspace.clock())
    receipt = send(message, server) if server else write_notice(message, rendered, settings.notices_dir)
    with write(workspace.engine) as connection:
        finish_attempt(connection, attempt_id, receipt.outcome.value, detail=receipt.detail, at=workspace.clock())
    return receipt


def _server(workspace: Workspace) -> SmtpServer:
    told = workspace.settings.smtp
    if not told.host:
        raise MissingSettingError("smtp.host", "notices leave by your mail server", "mail.authority.example")
    return SmtpServer(
        host=told.host,
        port=told.port,
        username=told.username,
        password=told.password.get_secret_value(),
        starttls=told.starttls,
        timeout=told.timeout_seconds,
    )
