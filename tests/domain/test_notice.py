from collections.abc import Callable
from dataclasses import replace

import pytest

from domain.notice import IncompleteNoticeError, Notice
from domain.review import Verdict
from tests.factories import make_notice, make_review


def _without_items(notice: Notice) -> Notice:
    return replace(notice, items=())


def _without_address(notice: Notice) -> Notice:
    return replace(notice, items=(replace(notice.items[0], url="bazaar"),))


def _without_explanation(notice: Notice) -> Notice:
    return replace(notice, items=(replace(notice.items[0], explanation=" "),))


def _without_name(notice: Notice) -> Notice:
    return replace(notice, notifier=replace(notice.notifier, name=""))


def _without_email(notice: Notice) -> Notice:
    return replace(notice, notifier=replace(notice.notifier, email="nobody"))


def _without_good_faith(notice: Notice) -> Notice:
    return replace(notice, good_faith=False)


def _without_suspicion(notice: Notice) -> Notice:
    return replace(notice, reviews=(make_review(verdict=Verdict.UNSURE),))


@pytest.mark.parametrize(
    ("spoil", "fault"),
    [
        (_without_items, "no listing"),
        (_without_address, "no exact http"),
        (_without_explanation, "no explanation"),
        (_without_name, "no name"),
        (_without_email, "no e-mail"),
        (_without_good_faith, "good faith"),
        (_without_suspicion, "not been reviewed as suspected"),
    ],
)
def test_a_notice_cannot_exist_without_its_legal_minimum(spoil: Callable[[Notice], Notice], fault: str) -> None:
    with pytest.raises(IncompleteNoticeError, match=fault):
        spoil(make_notice())


def test_a_notice_may_carry_many_listings_of_one_seller() -> None:
    assert [item.key.listing_id for item in make_notice("1", "2").items] == ["1", "2"]
