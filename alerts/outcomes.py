"""What became of a listing, as far as its later looks prove it.

A removal is a claim against a marketplace. It needs two looks that found the listing gone, apart in time and in
different rounds, each while a known live listing of the same marketplace was seen, and no live look between. It
lies in (last live look, first gone look]. A listing that was seen sold or ended was not removed.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from domain.listing import ListingKey
from domain.recheck import Look, Outcome, OutcomeState, Recheck

MIN_APART = timedelta(hours=1)
"""The least time between the two looks that prove a removal."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Removal:
    """A proven removal: it happened in (last_live, first_gone]."""

    key: ListingKey
    last_live: datetime
    first_gone: datetime
    confirmed_at: datetime
    reinstated_at: datetime | None = None
    """The first look that saw the listing again; None while it stays away."""


@dataclass(frozen=True, slots=True, kw_only=True)
class History:
    """What the looks at one listing prove, told look by look: `after(look)` is the next history."""

    key: ListingKey
    last_live: datetime
    last: Recheck | None = None
    sold: Recheck | None = None
    """The first look that saw it sold or ended, unless it was live again later."""
    pending: Recheck | None = None
    """A look that found it gone, not confirmed yet."""
    removals: tuple[Removal, ...] = ()
    """Proven spells; only the last one can be without an end."""

    @property
    def removed(self) -> Removal | None:
        """The removal that holds now, if any."""
        return self.removals[-1] if self.removals and self.removals[-1].reinstated_at is None else None

    def after(self, recheck: Recheck) -> "History":
        """Return the history with one more look, later than all before."""
        seen = replace(self, last=recheck)
        match trusted_look(recheck):
            case Look.LIVE | Look.CHANGED:
                return seen._live(recheck)
            case Look.SOLD_OR_ENDED:
                return seen._sold(recheck)
            case Look.GONE:
                return seen._gone(recheck)
            case _:
                return seen

    def _live(self, recheck: Recheck) -> "History":
        removals = self.removals
        if self.removed is not None:
            removals = (*removals[:-1], replace(self.removed, reinstated_at=recheck.checked_at))
        return replace(self, last_live=recheck.checked_at, sold=None, pending=None, removals=removals)

    def _sold(self, recheck: Recheck) -> "History":
        # A page that says *sold* after the address was gone takes the proof away: it may have been sold first.
        removals = self.removals if self.removed is None else self.removals[:-1]
        return replace(self, sold=self.sold or recheck, pending=None, removals=removals)

    def _gone(self, recheck: Recheck) -> "History":
        if self.sold is not None or self.removed is not None:
            return self
        if self.pending is None:
            return replace(self, pending=recheck)
        if not confirms(self.pending, recheck):
            return self
        proven = Removal(
            key=self.key,
            last_live=self.last_live,
            first_gone=self.pending.checked_at,
            confirmed_at=recheck.checked_at,
        )
        return replace(self, pending=None, removals=(*self.removals, proven))


def trusted_look(recheck: Recheck) -> Look:
    """Return what a look is worth: *gone* without a live canary in the same round is *unknown*."""
    if recheck.look is Look.GONE and not recheck.canary_live:
        return Look.UNKNOWN
    return recheck.look


def confirms(first: Recheck, second: Recheck) -> bool:
    """Whether a second look that found a listing gone is apart enough from the first to prove it."""
    return second.round_id != first.round_id and second.checked_at - first.checked_at >= MIN_APART


def history_of(key: ListingKey, rechecks: Iterable[Recheck], *, found_at: datetime) -> History:
    """Return what the looks at one listing prove, whatever order they come in; other listings' are left out."""
    history = History(key=key, last_live=found_at)
    own = [recheck for recheck in rechecks if recheck.key == key and recheck.checked_at >= found_at]
    for recheck in sorted(own, key=lambda recheck: (recheck.checked_at, recheck.round_id)):
        history = history.after(recheck)
    return history


def outcome_of(key: ListingKey, rechecks: Sequence[Recheck], *, found_at: datetime) -> Outcome:
    """Return what became of a listing by its latest looks. `found_at` is when it was first seen live."""
    return outcome_from(history_of(key, rechecks, found_at=found_at))


def outcome_from(history: History) -> Outcome:
    """Return the outcome that a history amounts to now."""
    if (removed := history.removed) is not None:
        return Outcome(
            key=history.key,
            state=OutcomeState.REMOVED,
            last_live=removed.last_live,
            first_gone=removed.first_gone,
            confirmed_at=removed.confirmed_at,
            detail=_removed_detail(history),
        )
    if history.sold is not None:
        return _unproven(history, OutcomeState.SOLD_OR_ENDED, history.sold.detail, history.sold.checked_at)
    if history.last is None:
        return _unproven(history, OutcomeState.UNKNOWN, "not looked at again yet")
    if history.pending is not None:
        when = history.pending.checked_at.isoformat(timespec="minutes")
        return _unproven(history, OutcomeState.UNKNOWN, f"found gone at {when}, not confirmed yet")
    look = trusted_look(history.last)
    detail = history.last.detail
    if look is not history.last.look:
        detail = f"{detail}; no live canary in the same round, so it proves nothing".lstrip("; ")
    if look in (Look.LIVE, Look.CHANGED) and history.removals:
        detail = f"reappeared after a removal; {detail}".rstrip("; ")
    return _unproven(history, OutcomeState(look.value), detail)


def _removed_detail(history: History) -> str:
    times = len(history.removals)
    repeated = f", for the {times}. time" if times > 1 else ""
    detail = history.last.detail if history.last is not None else ""
    return f"two looks found it gone while a canary was live{repeated}; last look: {detail}".rstrip(": ")


def _unproven(history: History, state: OutcomeState, detail: str, first_gone: datetime | None = None) -> Outcome:
    return Outcome(
        key=history.key,
        state=state,
        last_live=history.last_live,
        first_gone=first_gone,
        confirmed_at=None,
        detail=detail,
    )
