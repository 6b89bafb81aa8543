"""How sellers write: gaps filled, small talk added, words hidden, words edited away."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from random import Random

from bazaar.disguise import Disguise, hide
from bazaar.goods import Goods, Slots, Talk, Wording
from bazaar.offer import Draft
from bazaar.person import Character

_GAP = re.compile(r"\{(\w+)(?::(\d+)-(\d+))?\}")
_MARKED = re.compile(r"\[\[([^\]|]+)(?:\|([^\]]*))?\]\]")
_WITHOUT_CONDITION = ("pets", "health")
_SPACES = re.compile(r"[ \t]{2,}")


@dataclass(frozen=True, slots=True)
class Pen:
    """One seller's way of writing about one line of goods in one language."""

    goods: Goods
    language: str
    common: Slots
    chance: Random

    @property
    def wording(self) -> Wording:
        """The goods' wording in the pen's language."""
        return self.goods.wordings[self.language]

    def fill(self, text: str, chosen: dict[str, str]) -> str:
        """Put a word into each gap; the same gap gets the same word in one listing."""

        def word(gap: re.Match[str]) -> str:
            name, low, high = gap.groups()
            if gap[0] not in chosen:
                chosen[gap[0]] = (
                    str(self.chance.randint(int(low), int(high)))
                    if low is not None
                    else self.chance.choice(self._choices(name))
                )
            return chosen[gap[0]]

        return _GAP.sub(word, text)

    def draft(self, talk: Talk, condition: str, character: Character) -> Draft:
        """Write a title and a description, the tempting words still marked."""
        chance, chosen = self.chance, dict[str, str]()
        about = chance.choice(self.wording.titles)
        title = _capital(self.fill(about.title, chosen))
        known = about.texts or self.wording.texts
        texts = chance.sample(known, min(len(known), chance.choice((1, 2, 2))))
        closing: Mapping[Character, Sequence[str]] = {
            Character.PRIVATE: talk.private_close,
            Character.TRADER: talk.trader_close,
            Character.INFRINGER: talk.infringer_close,
        }
        sentences = [
            *([chance.choice(talk.opening)] if chance.random() < 0.4 else []),
            *(self.fill(text, chosen) for text in texts),
            *([chance.choice(talk.new if condition == "new" else talk.used)] if self._says_condition() else []),
            *([chance.choice(talk.shipping)] if chance.random() < 0.75 else []),
            *([chance.choice(closing[character])] if chance.random() < 0.8 else []),
        ]
        joint = chance.choice((" ", " ", "\n", "\n\n")) if self.language != "zh" else ""
        return Draft(title=title, body=joint.join(self.fill(line, chosen) for line in sentences))

    def _says_condition(self) -> bool:
        return self.goods.category not in _WITHOUT_CONDITION and self.chance.random() < 0.8

    def _choices(self, name: str) -> Sequence[str]:
        words = self.goods.slots.get(name, self.common.get(name))
        if isinstance(words, Mapping):
            words = words.get(self.language, words.get("any"))
        if not words:
            raise KeyError(f"{self.goods.name}: no words for the gap {{{name}}} in {self.language}")
        return [str(word) for word in words]


def plain(draft: Draft) -> Draft:
    """The text as it is meant, nothing hidden."""
    return _with(draft, lambda mark: mark[1])


def hidden(draft: Draft, how: Disguise, chance: Random) -> Draft:
    """The text with its marked words hidden in one way."""
    if how is Disguise.CODE_WORD:
        return euphemistic(draft)
    return _with(draft, lambda mark: hide(mark[1], how, chance))


def euphemistic(draft: Draft) -> Draft:
    """The text with its marked words said in another way, or not at all."""
    said = _with(draft, lambda mark: mark[2] or "")
    return Draft(title=_SPACES.sub(" ", said.title), body=_SPACES.sub(" ", said.body))


def has_code_words(draft: Draft) -> bool:
    """Whether the draft knows another way to say each of its marked words."""
    marks = list(_MARKED.finditer(draft.title + draft.body))
    return bool(marks) and all(mark[2] for mark in marks)


def is_marked(draft: Draft) -> bool:
    """Whether the title holds a word that a seller may wish to hide."""
    return _MARKED.search(draft.title) is not None


def _capital(title: str) -> str:
    first = 2 if title.startswith("[[") else 0
    return title[:first] + title[first : first + 1].upper() + title[first + 1 :]


def _with(draft: Draft, said: Callable[[re.Match[str]], str]) -> Draft:
    return Draft(title=_MARKED.sub(said, draft.title).strip(), body=_MARKED.sub(said, draft.body).strip())
