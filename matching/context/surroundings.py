"""What stands around a find, asked by role."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from domain.listing import Listing
from domain.match import TextField
from matching.candidate import Candidate
from matching.context.guessing import languages_around
from matching.context.words import ContextWords, Role, context_words
from matching.passage import Passage, Place
from matching.phrases import PhraseSet, phrase_set
from matching.scripts import is_unspaced

_HANDED_OVER = 5
"""Words after *with* that still name what comes with the thing."""
_UNSPACED_REACH = 3
"""Characters next to a find in a script without spaces in which a word of the context counts."""


_LONGEST_ROW = 9
"""Words of a row that is denied as a whole."""
_WIDEST_ROW = 200
"""Signs between a denial and the last item of its row; what is wider holds more than words."""
_LOOKED_AT = 50
"""Places of one wording that are looked at in a passage: whoever denies a word fifty times does not then mean it."""
_AND = (
    "and|or|nor|und|oder|noch|et|ou|ni|y|o|e|né|ne|nem|i|lub|ani|en|of|a|nebo|och|eller|varken|ve|veya|и|или|ни"
    "|і|та|або|ו|או|και|ή|ούτε"
)
_ROW = re.compile(rf"\s+(?:\w+(?:[ -]\w+)?\s*(?:[,/]\s*))*\w+(?:[ -]\w+)?\s*,?\s+(?:{_AND})\s+")
"""Items of a word or two, with commas between them, and a word for *and* or *or* before the last one."""


@dataclass(frozen=True, slots=True)
class Surroundings:
    """A find with its passage, its listing and the words of the languages in question."""

    candidate: Candidate
    passages: Sequence[Passage]
    listing: Listing
    words: ContextWords
    clause: tuple[int, int]
    """The clause of the find: its first word and one past its last."""

    @property
    def first(self) -> int:
        """The first word of the find: its place among the tokens."""
        return self.candidate.find.first

    @property
    def last(self) -> int:
        """The last word of the find."""
        return self.candidate.find.last

    @property
    def is_genuine(self) -> bool:
        """Whether the thing is said to be genuine, in the find itself or right before it."""
        return self.overlaps(Role.GENUINE) or self.before(Role.GENUINE, 2) is not None

    def required(self) -> Iterator[Place]:
        """Yield what the term requires, where it stands in the clause of the find."""
        term = self.candidate.term
        if term.requires.words:
            yield from phrase_set(term.requires.words, term.language).places(self.candidate.passage, *self.clause)

    def distance(self, place: Place) -> int:
        """Return how many words a phrase stands away from the find; 0 if they overlap."""
        return max(place.first - self.last, self.first - place.last, 0)

    def is_denied(self, place: Place, passage: Passage | None = None) -> bool:
        """Tell whether a phrase is itself denied right before it: *not* faux, *kein* Imitat, *pas une* imitation."""
        own = passage is None or passage is self.candidate.passage
        if own and place.first <= self.last and self.first <= place.last:
            return False
        return self._stands_denied(place, passage or self.candidate.passage)

    def _stands_denied(self, place: Place, passage: Passage) -> bool:
        """Tell whether a denial stands right before a phrase, in its clause."""
        start, _ = passage.clause(place.first, place.first)
        denials = self.words[Role.ABSENT_BEFORE].places(passage, max(start, place.first - 4), place.first)
        return any(denial.last == place.first - 1 for denial in denials)

    def speaks_of_another(self, place: Place, *, commas: bool = True) -> bool:
        """Tell whether a denial before the find is about something else: *no prescription*, sibutramine."""
        passage = self.candidate.passage
        if place.last >= self.first - 1:
            return False
        between = passage.folded.text[passage.tokens[place.last].end : passage.tokens[self.first].start]
        return (commas and "," in between) or any(
            self.words[Role.ABSENT_OTHER].places(passage, place.last + 1, self.first)
        )

    def is_denied_in_a_row(self) -> Place | None:
        """Return what denies a row that the find ends: *without* steroids or sarms, *sans* sucre ni éphédra."""
        passage = self.candidate.passage
        start, _ = self.clause
        denials = self.words[Role.ABSENT_BEFORE].places(passage, max(start, self.first - _LONGEST_ROW), self.first)
        for denial in reversed(list(denials)):
            between = passage.folded.text[passage.tokens[denial.last].end : passage.tokens[self.first].start]
            if (
                len(between) <= _WIDEST_ROW
                and _ROW.fullmatch(between)
                and not self.speaks_of_another(denial, commas=False)
            ):
                return denial
        return None

    def comes_with_it(self, place: Place) -> bool:
        """Tell whether a phrase after the find only names what is handed over with it: *with* box and dust bag."""
        start = max(self.last + 1, place.first - _HANDED_OVER)
        return any(self.words[Role.COMES_WITH].places(self.candidate.passage, start, place.first))

    def before(self, role: Role, reach: int) -> Place | None:
        """Return the nearest phrase of a role that ends at most `reach` words before the find, in its clause."""
        passage = self.candidate.passage
        start, _ = self.clause
        places = list(self.words[role].places(passage, max(start, self.first - reach - 3), self.first))
        near = [place for place in places if self.first - place.last <= reach and not self.is_denied(place)]
        return near[-1] if near else self._unspaced(role, before=True)

    def after(self, role: Role, reach: int) -> Place | None:
        """Return the first phrase of a role that begins at most `reach` words after the find, in its clause."""
        passage = self.candidate.passage
        _, end = self.clause
        places = self.words[role].places(passage, self.last + 1, min(end, self.last + reach + 4))
        near = (place for place in places if place.first - self.last <= reach and not self.is_denied(place))
        return next(near, None) or self._unspaced(role, before=False)

    def in_clause(self, role: Role) -> Place | None:
        """Return a phrase of a role in the clause of the find."""
        passage = self.candidate.passage
        places = self.words[role].places(passage, *self.clause)
        return next((place for place in places if not self.is_denied(place)), None)

    def near(self, role: Role, reach: int) -> Place | None:
        """Return a phrase of a role in the clause of the find, at most `reach` words away."""
        places = self.words[role].places(self.candidate.passage, *self.clause)
        return next((place for place in places if self.distance(place) <= reach), None)

    def in_title(self, role: Role) -> Place | None:
        """Return a phrase of a role in the title."""
        titles = (passage for passage in self.passages if passage.where is TextField.TITLE)
        return next((place for title in titles for place in self.undenied(self.words[role], title)), None)

    def in_listing(self, role: Role) -> Place | None:
        """Return a phrase of a role anywhere in the listing."""
        return next((place for passage in self.passages for place in self._anywhere(role, passage)), None)

    def in_category(self, role: Role) -> str | None:
        """Return a phrase of a role in the names of the categories that the marketplace files the listing under."""
        found = (self.words[role].first_in(name) for name in self.listing.category_path)
        return next((phrase for phrase in found if phrase), None)

    def overlaps(self, role: Role) -> bool:
        """Tell whether a phrase of a role stands among the words of the find itself."""
        find = self.candidate.find
        words = self.words[role]
        places = words.places(self.candidate.passage, self.first, self.last + 1)
        own = self.candidate.passage.folded.text[find.start : find.end]
        term = self.candidate.term.text
        return any(places) or any(words.unspaced_in(own)) or (bool(find.rest or find.edits) and term in words)

    def undenied(self, phrases: PhraseSet, passage: Passage) -> Iterator[Place]:
        """Yield the phrases anywhere in a passage that are not denied; those on the find's own words count anyway."""
        standing = self._undenied(phrases, passage)
        if passage is self.candidate.passage:
            own = (place for place in phrases.places(passage, *self.clause) if not self.distance(place))
            yield from (place for place in own if not is_unspaced(place.phrase) and place not in standing)
        yield from standing

    def _undenied(self, phrases: PhraseSet, passage: Passage) -> Sequence[Place]:
        """Return the phrases of a passage that are not denied, the first of each wording; looked for once."""
        asked = (phrases, self.words[Role.ABSENT_BEFORE])
        if asked not in passage.places:
            times: Counter[str] = Counter()
            standing = passage.places[asked] = []
            for place in phrases.places(passage, 0, len(passage.tokens)):
                wording = passage.folded.text[passage.starts[place.first] : passage.ends[place.last]]
                times[wording] += 1
                if times[wording] <= _LOOKED_AT and not self._stands_denied(place, passage):
                    standing.append(place)
        return passage.places[asked]

    def _anywhere(self, role: Role, passage: Passage) -> Iterator[Place]:
        return self.words[role].places(passage, 0, len(passage.tokens))

    def _unspaced(self, role: Role, *, before: bool) -> Place | None:
        find = self.candidate.find
        text = self.candidate.passage.folded.text
        if before:
            beside = text[max(0, find.start - _UNSPACED_REACH) : find.start]
        else:
            beside = text[find.end : find.end + _UNSPACED_REACH]
        phrase = next(self.words[role].unspaced_in(beside), None)
        return Place(phrase, self.first, self.last) if phrase else None


def surroundings_of(candidate: Candidate, passages: Sequence[Passage], listing: Listing) -> Surroundings:
    """Return what stands around a find, read in the languages of the listing and of the term."""
    words = context_words(*languages_around(listing, passages), candidate.term.language)
    clause = candidate.passage.clause(candidate.find.first, candidate.find.last)
    return Surroundings(candidate, passages, listing, words, clause)
