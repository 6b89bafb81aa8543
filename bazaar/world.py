"""A bazaar's world before its clock moves: people, listings, the plan of their lives and the bad days."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from random import Random

from stdnum import ean

from bazaar.disguise import Disguise
from bazaar.goods import Goods, Nature, Talk, read_goods, read_names, read_slots, read_talk
from bazaar.money import currency_of, draw_price
from bazaar.offer import Draft, Flavour, GoneAs, Offer, Truth
from bazaar.people import make_people
from bazaar.person import Account, Character, Person
from bazaar.plan import Planned, plan_lives
from bazaar.seeded import Deck, stream
from bazaar.spell import Spell, plan_spells
from bazaar.writing import Pen, has_code_words, hidden, is_marked, plain

_NATURES = (*[Nature.ILLICIT] * 7, *[Nature.TRAP] * 7, *[Nature.PLAIN] * 11)
"""28 % illicit, 28 % innocent with a tempting word, 44 % plain."""
_FLAVOURS = (
    *[Flavour.JSON_LD] * 9, *[Flavour.MICRODATA] * 5, *[Flavour.OPEN_GRAPH] * 5, *[Flavour.STATE] * 4,
    *[Flavour.APP] * 2,
)  # fmt: skip
_GONE = (GoneAs.GONE_410, GoneAs.GONE_410, GoneAs.SENTENCE_200, GoneAs.SENTENCE_200, GoneAs.NOT_FOUND_404)
_DISGUISES: tuple[Disguise | None, ...] = (*Disguise, *[None] * 9)
_LATE = 0.12
"""Share of listings that appear only after the start."""


@dataclass(frozen=True, slots=True, kw_only=True)
class World:
    """Everything that the seed decides."""

    people: tuple[Person, ...]
    offers: tuple[Offer, ...]
    plans: tuple[Planned, ...]
    spells: tuple[Spell, ...]


def make_world(seed: int, start: datetime, size: int) -> World:
    """Make the same world again from the same seed, start and size."""
    people = make_people(size, start, read_names(), stream(seed, "people"))
    offers = tuple(_Stalls(seed, start, people).listings(size))
    plans = plan_lives(offers, start, stream(seed, "lives"))
    return World(
        people=people,
        offers=_with_quiet(offers, plans),
        plans=plans,
        spells=plan_spells(start, stream(seed, "spells")),
    )


def fresh_ids(chance: Random) -> Iterator[str]:
    """Listing ids of seven to nine digits, none twice."""
    given: set[str] = set()
    while True:
        number = str(chance.randrange(1_000_000, 10 ** chance.choice((7, 8, 9))))
        if number not in given:
            given.add(number)
            yield number


def make_gtin(chance: Random) -> str:
    """A thirteen-digit trade item number from the range that GS1 keeps for examples (952)."""
    body = f"952{chance.randrange(10**9):09d}"
    return body + str(ean.calc_check_digit(body))


def _with_quiet(offers: Sequence[Offer], plans: Sequence[Planned]) -> tuple[Offer, ...]:
    stirred = {planned.listing_id for planned in plans if planned.step.value != "list"}
    return tuple(replace(offer, quiet=offer.listing_id not in stirred) for offer in offers)


class _Stalls:
    """Writes listings, each for a line of goods and a seller that fit."""

    def __init__(self, seed: int, start: datetime, people: Sequence[Person]) -> None:
        self._chance = stream(seed, "stalls")
        self._start = start
        self._ids = fresh_ids(stream(seed, "ids"))
        self._talk: Mapping[str, Talk] = read_talk()
        self._accounts = [account for person in people for account in person.accounts]
        self._natures = Deck(_NATURES, self._chance)
        self._flavours = Deck(_FLAVOURS, self._chance)
        self._disguises = Deck(_DISGUISES, self._chance)
        self._gone = Deck(_GONE, self._chance)
        self._goods = {
            nature: Deck([g for g in read_goods() if g.nature is nature for _ in range(g.weight)], self._chance)
            for nature in Nature
        }
        self._titles: set[str] = set()

    def listings(self, size: int) -> Iterator[Offer]:
        for _ in range(size):
            yield self._listing()

    def _listing(self) -> Offer:
        chance = self._chance
        nature = self._natures.deal()
        goods = self._goods[nature].deal()
        account = self._seller(goods)
        condition = chance.choice(goods.conditions)
        draft, disguise = self._text(goods, account, condition)
        shown = plain(draft) if disguise is None else hidden(draft, disguise, chance)
        if shown == plain(draft):
            disguise = None  # Some ways change nothing in some scripts.
        currency = currency_of(account.country)
        new_from_trader = condition == "new" and account.character is Character.TRADER
        return Offer(
            listing_id=next(self._ids),
            seller_id=account.seller_id,
            person_id=account.person_id,
            language=account.language,
            country=account.country,
            city=account.city,
            title=shown.title,
            description=shown.body,
            price=draw_price(*goods.price, currency, chance),
            currency=currency,
            condition=condition,
            category=goods.category,
            tags=goods.wordings[account.language].tags,
            brand=goods.brand,
            gtin=make_gtin(chance) if new_from_trader and chance.random() < 0.7 else "",
            flavour=self._flavours.deal(),
            gone_as=self._gone.deal(),
            listed_at=self._listed_at(),
            draft=draft,
            truth=Truth(
                illicit=nature is Nature.ILLICIT,
                concern=goods.concern,
                goods=goods.name,
                trap=nature is Nature.TRAP,
                disguises=() if disguise is None else (disguise,),
            ),
        )

    def _seller(self, goods: Goods) -> Account:
        if goods.nature is Nature.ILLICIT:
            character = Character.INFRINGER if self._chance.random() < 0.8 else Character.PRIVATE
        elif "new" in goods.conditions:
            character = Character.TRADER
        else:
            character = self._chance.choice((Character.PRIVATE, Character.PRIVATE, Character.TRADER))
        fitting = [
            account
            for account in self._accounts
            if account.character is character and account.language in goods.wordings
        ]
        return self._chance.choice(fitting)

    def _text(self, goods: Goods, account: Account, condition: str) -> tuple[Draft, Disguise | None]:
        pen = Pen(goods, account.language, read_slots(), self._chance)
        talk = self._talk[account.language]
        for _ in range(60):
            draft = pen.draft(talk, condition, account.character)
            title = plain(draft).title
            if title not in self._titles:
                break
        else:
            draft = replace(draft, title=f"{draft.title} (Ref. {len(self._titles) + 1000})")
            title = plain(draft).title
        self._titles.add(title)
        if goods.nature is not Nature.ILLICIT or not is_marked(draft):
            return draft, None
        return draft, self._disguises.deal(lambda how: how is not Disguise.CODE_WORD or has_code_words(draft))

    def _listed_at(self) -> datetime:
        minutes = self._chance.randint(1, 14 * 24 * 60)
        if self._chance.random() < _LATE:
            return self._start + timedelta(minutes=minutes)
        return self._start - timedelta(minutes=minutes * self._chance.choice((1, 2, 5)))
