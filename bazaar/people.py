"""The people of a bazaar, made from its seed."""

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime, timedelta
from random import Random

from bazaar.goods import Names
from bazaar.person import Account, Character, Person

_LANGUAGE_SHARES = {"en": 30, "de": 22, "fr": 18, "es": 7, "it": 7, "pl": 6, "nl": 5, "ru": 3, "zh": 2}


def make_people(size: int, start: datetime, names: Mapping[str, Names], chance: Random) -> tuple[Person, ...]:
    """Traders, private sellers and infringers for so many listings; every language has each of the three."""
    wanted = {
        Character.TRADER: max(9, size // 7),
        Character.PRIVATE: max(18, size // 4),
        Character.INFRINGER: max(12, size // 12),
    }
    maker = _Maker(start, names, chance)
    return tuple(
        maker.person(character, language)
        for character, count in wanted.items()
        for language in _languages(count, chance)
    )


def _languages(count: int, chance: Random) -> Iterator[str]:
    yield from _LANGUAGE_SHARES
    yield from chance.choices(list(_LANGUAGE_SHARES), list(_LANGUAGE_SHARES.values()), k=count - len(_LANGUAGE_SHARES))


class _Maker:
    """Gives each account a number and a name that nobody else has."""

    def __init__(self, start: datetime, names: Mapping[str, Names], chance: Random) -> None:
        self._start = start
        self._names = names
        self._chance = chance
        self._taken: set[str] = set()
        self._persons = 0

    def person(self, character: Character, language: str) -> Person:
        self._persons += 1
        person_id = f"p{self._persons:03d}"
        count = self._chance.choice((2, 2, 3, 4)) if character is Character.INFRINGER else 1
        country, city = self._place(language)
        accounts = tuple(self._account(person_id, character, language, country, city) for _ in range(count))
        return Person(person_id=person_id, character=character, accounts=accounts)

    def _place(self, language: str) -> tuple[str, str]:
        country = self._chance.choice(list(self._names[language].countries))
        return country, self._chance.choice(self._names[language].countries[country])

    def _account(self, person_id: str, character: Character, language: str, country: str, city: str) -> Account:
        chance = self._chance
        young = character is Character.INFRINGER
        return Account(
            seller_id=self._fresh(lambda: f"u{chance.randint(10_000, 99_999)}"),
            person_id=person_id,
            name=self._fresh(lambda: self._name(character, language, city)),
            character=character,
            language=language,
            country=country,
            city=city,
            joined_at=self._start - timedelta(days=chance.randint(5, 200) if young else chance.randint(90, 4000)),
            rating=round(chance.uniform(3.6, 4.8) if young else chance.uniform(4.3, 5.0), 1),
            sales=chance.randint(0, 40) if young else chance.randint(3, 2500),
            imprint=self._imprint(language, city) if character is Character.TRADER else "",
        )

    def _name(self, character: Character, language: str, city: str) -> str:
        names, chance = self._names[language], self._chance
        if character is Character.TRADER:
            return chance.choice(names.firms).format(city=city, family=chance.choice(names.people).split()[-1])
        if character is Character.INFRINGER:
            return chance.choice(names.dealers).format(n=chance.randint(2, 999))
        nick = chance.choice(names.nicks)
        return chance.choice((nick, f"{nick}{chance.randint(50, 99)}", f"{nick}_{chance.randint(1, 999)}"))

    def _imprint(self, language: str, city: str) -> str:
        names, chance = self._names[language], self._chance
        street = chance.choice(names.streets).format(n=chance.randint(1, 140))
        return f"{chance.choice(names.people)}, {street}, {city}"

    def _fresh(self, make: Callable[[], str]) -> str:
        for _ in range(200):
            name = make()
            if name not in self._taken:
                break
        else:
            name = f"{make()}-{len(self._taken)}"
        self._taken.add(name)
        return name
