"""Finding the terms of a vocabulary in one text."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from termscan.reference import tables
from termscan.reference.distance import are_likely
from termscan.reference.fold import Honest, fold_text
from termscan.reference.letters import (
    ACCENT,
    BESIDE,
    EDITED,
    IN_PHRASE,
    JOINED,
    LEET,
    LONE,
    LOOK_ALIKE,
    MASKED,
    NEEDS_PARTNER,
    SPELLED,
    SPLIT,
    TRANSLITERATED,
    WIDTH,
    ZERO_WIDTH,
    class_of,
    compare,
    is_of_letters,
)
from termscan.reference.reading import Reader, Reading
from termscan.reference.vocabulary import Goal, Listed, Node, Vocabulary
from termscan.reference.words import LONGEST_WORD, Gap, Word, gap_between, kinds_of, parts_of, spelled_runs, words_of
from termscan.types import Boundary, Disguise, Find

_MOST_PIECES = 4
_SPLIT_FROM = 5
_SPLIT_RARE_FROM = 6
_SPLIT_ANYHOW_FROM = 8
_SHORT_PIECE = 1
_INNOCENT = ("'", "’", "-", "‐")
"""Signs that stand between ordinary words."""
_GLUED_PHRASE_FROM = 6
_SPELLED_LOOSELY_FROM = 4
_SPELLED_WITH_EDIT_FROM = 7
_LETTERS_BESIDE = 8
_LETTERS_OF_EACH = 3
_LETTERS_OF_BOTH = 8
_LONG_PARTNER = 4
_TWO_ERRORS_FROM = 7
_TWO_ERRORS_BESIDE = 4
_SOUNDS_TOGETHER = 6
_GLUED = (Boundary.GLUED_BEFORE, Boundary.GLUED_AFTER, Boundary.GLUED_INSIDE)
_UNLIKELY = EDITED | LOOK_ALIKE | LEET | MASKED
_PLAIN = ~int(Disguise.ACCENT | Disguise.WIDTH | Disguise.ZERO_WIDTH | Disguise.INFLECTED)


class Step(NamedTuple):
    """A reading of one word, or of several pieces, and the place after it."""

    reading: Reading
    after: int
    start: int
    """In the honest text, as is `end`."""
    end: int


class Scan:
    """One search through one text."""

    def __init__(self, vocabulary: Vocabulary, reader: Reader, text: str) -> None:
        self._vocabulary = vocabulary
        self._reader = reader
        self._text = text
        self._honest: Honest = fold_text(text)
        self._kinds = kinds_of(self._honest)
        self._words = [word for raw in words_of(self._honest, self._kinds) for word in self._chosen(raw)]
        self._gaps = [
            gap_between(self._honest, self._kinds, text, word.end, after.start, len(word.text))
            for word, after in pairwise(self._words)
        ]
        self._steps: dict[int, tuple[Step, ...]] = {}

    def finds(self, row: int) -> list[Find]:
        """Return the best of overlapping finds of each term, in order of start, end and term."""
        found: list[Find] = []
        for place in range(len(self._words)):
            self._steps.pop(place - 1, None)
            found.extend(self._follow(self._vocabulary.root, place, (), row))
        for run in spelled_runs(self._honest, self._kinds, self._text):
            found.extend(self._spelled(run, row))
        return best_of(found)

    def _chosen(self, word: Word) -> Iterator[Word]:
        """Yield a word as it is, or without a leading sign, or in parts: the first that can be read."""
        if not any(kind in "S*" for kind in self._kinds[word.start : word.end]):
            yield word
            return
        parts = list(parts_of(word, self._kinds))
        if word.text.endswith("!") and len(parts) == 1 and self._is_plain(parts[0]):
            yield from parts
            return
        without = Word(word.text[1:], word.start + 1, word.end, is_tag=False)
        if self._is_read(word, parts):
            yield word
        elif self._kinds[word.start] == "S" and len(parts) > 1 and self._is_read(without, parts):
            yield without
        else:
            yield from parts

    def _is_read(self, word: Word, parts: Sequence[Word]) -> bool:
        readings = [reading for reading in self._reader.read(word.text) if reading.boundary is Boundary.WHOLE]
        if any(reading.distance == 0 for reading in readings):
            return True
        return bool(readings) and len(word.text) >= _SPLIT_FROM and not any(map(self._is_plain, parts))

    def _is_plain(self, word: Word) -> bool:
        return self._reader.is_ordinary(word.text)

    def _follow(self, node: Node, place: int, path: tuple[Step, ...], row: int) -> Iterator[Find]:
        """Yield the finds that a path through the tree of words leads to."""
        distance = sum(step.reading.distance for step in path)
        for step in self._steps_from(node, place, path):
            following = node.following.get(step.reading.word)
            if following is None or distance + step.reading.distance > following.edits:
                continue
            if path and step.reading.boundary in (Boundary.GLUED_BEFORE, Boundary.GLUED_INSIDE):
                continue
            longer = (*path, step)
            for goal in following.goals:
                find = self._reached(goal, longer, row)
                if find is not None:
                    yield find
            if following.following and self._goes_on(step):
                yield from self._follow(following, step.after, longer, row)

    def _goes_on(self, step: Step) -> bool:
        """Tell whether the next word may belong to the same find."""
        if step.reading.boundary in (Boundary.GLUED_AFTER, Boundary.GLUED_INSIDE) or step.after >= len(self._words):
            return False
        before, after = self._words[step.after - 1], self._words[step.after]
        if self._kinds[before.start] == "U" or self._kinds[after.start] == "U":
            return after.start - before.end <= 1 and self._gaps[step.after - 1] is not Gap.BREAK
        return self._gaps[step.after - 1] is not Gap.BREAK

    def _steps_from(self, node: Node, place: int, path: tuple[Step, ...]) -> Iterator[Step]:
        if place not in self._steps:
            self._steps[place] = tuple(self._steps_at(place))
        yield from self._steps[place]
        if not path:
            return
        word = self._words[place]
        for reading in self._reader.last_glued(word.text, node.following):
            yield Step(reading, place + 1, word.start, word.start + reading.end)
        yield from self._edited_after(node, place, path)

    def _edited_after(self, node: Node, place: int, path: tuple[Step, ...]) -> Iterator[Step]:
        """Yield what an ordinary word may be by a typing error, after words of the same term that are plain to see."""
        if not node.edits or not all(self._reader.is_plain(step.reading) for step in path):
            return
        word = self._words[place]
        candidates: dict[Listed, None] = {}
        if len(path) > 1 or len(path[-1].reading.word.text) >= _LETTERS_OF_EACH:
            candidates.update(dict.fromkeys(node.following))
        elif place + 1 < len(self._words):
            for third in self._reader.plain(self._words[place + 1].text):
                candidates.update(self._vocabulary.missing.get((path[0].reading.word, None, third), ()))
        for reading in self._reader.edited_beside(word.text, candidates):
            yield Step(reading, place + 1, word.start, word.end)

    def _edited_before(self, place: int) -> Iterator[Step]:
        """Yield what an ordinary word may be by a typing error, before words of the same term that are plain to see."""
        texts = [word.text for word in self._words[place : place + 3]]
        candidates: dict[Listed, None] = {}
        for second in self._reader.plain(texts[1]) if len(texts) > 1 else ():
            if len(second.text) >= _LETTERS_OF_EACH:
                candidates.update(self._vocabulary.missing.get((None, second, None), ()))
            for third in self._reader.plain(texts[2]) if len(texts) > 2 else ():
                candidates.update(self._vocabulary.missing.get((None, second, third), ()))
        for reading in self._reader.edited_beside(texts[0], candidates):
            yield Step(reading, place + 1, self._words[place].start, self._words[place].end)

    def _steps_at(self, place: int) -> Iterator[Step]:
        word = self._words[place]
        for reading in self._reader.read(word.text, is_tag=word.is_tag):
            end = word.end if reading.end < 0 else word.start + reading.end
            yield Step(reading, place + 1, word.start + reading.start, end)
        yield from self._split(place)
        yield from self._edited_before(place)

    def _split(self, place: int) -> Iterator[Step]:
        """Yield words that were split into pieces from this place."""
        text = self._words[place].text
        for last in range(place + 1, min(place + _MOST_PIECES, len(self._words))):
            if self._gaps[last - 1] is Gap.BREAK or self._kinds[self._words[last].start] == "U":
                return
            text += self._words[last].text
            if len(text) > LONGEST_WORD:
                return
            pieces = self._words[place : last + 1]
            if len(text) < _SPLIT_FROM or all(len(piece.text) == 1 for piece in pieces):
                continue
            for (form, word), is_inflected in self._vocabulary.forms.get(class_of(text), {}).items():
                flags = compare(text, form)
                if flags is None or flags & (LEET | NEEDS_PARTNER):
                    continue
                flags |= SPLIT | int(Disguise.INFLECTED) * is_inflected
                flags |= NEEDS_PARTNER * (not self._is_split(pieces, place, form))
                reading = Reading(word, 0, flags, Boundary.SPLIT)
                yield Step(reading, last + 1, pieces[0].start, pieces[-1].end)

    def _is_split(self, pieces: Sequence[Word], place: int, form: str) -> bool:
        """Tell whether pieces by themselves show that they are one word."""
        if self._is_phrase(pieces):
            return False
        by_signs = all(gap is Gap.SIGN for gap in self._gaps[place : place + len(pieces) - 1])
        anyhow = by_signs or form not in self._vocabulary.ordinary
        if len(form) >= (_SPLIT_RARE_FROM if anyhow else _SPLIT_ANYHOW_FROM):
            return True
        if by_signs and len({is_of_letters(piece.text) for piece in pieces}) == 2:
            return True
        return not all(self._is_plain(piece) for piece in pieces)

    def _is_phrase(self, pieces: Sequence[Word]) -> bool:
        """Tell whether pieces are ordinary words, one of them a single letter, as in `Philip's`."""
        if not self._vocabulary.options.ordinary_rule or min(len(piece.text) for piece in pieces) > _SHORT_PIECE:
            return False
        gaps = (self._honest.text[one.end : other.start] for one, other in pairwise(pieces))
        if not all(gap.isspace() or gap in _INNOCENT for gap in gaps):
            return False
        return all(len(piece.text) == 1 or self._is_plain(piece) for piece in pieces)

    def _reached(self, goal: Goal, path: Sequence[Step], row: int) -> Find | None:
        """Return a find if the words read for a term are enough to tell that it is there."""
        term = self._vocabulary.terms[goal.term]
        flags = JOINED if goal.is_joined else 0
        distance = 0
        boundaries = {Boundary.JOINED} if goal.is_joined else set()
        for step in path:
            flags |= step.reading.flags
            distance += step.reading.distance
            boundaries.add(step.reading.boundary)
        if distance > goal.edits or not self._is_sure(goal, flags, path):
            return None
        start, end = path[0].start, path[-1].end
        if goal.is_joined and not goal.is_compound and self._is_common(start, end):
            return None
        is_glued = not boundaries.isdisjoint(_GLUED)
        if is_glued and (not term.glued or distance or (len(path) > 1 and goal.letters < _GLUED_PHRASE_FROM)):
            return None
        if goal.literal and self._honest.text[start:end] != goal.literal:
            return None
        if any(self._kinds[step.start] == "U" for step in path):
            boundaries = {Boundary.POSITION}
        return self._find(goal, start, end, distance, flags, _boundary_of(boundaries), row)

    def _is_common(self, start: int, end: int) -> bool:
        """Tell whether a stretch of the text is an ordinary word."""
        options = self._vocabulary.options
        return options.ordinary_rule and self._honest.text[start:end] in self._vocabulary.ordinary

    def _is_sure(self, goal: Goal, flags: int, path: Sequence[Step]) -> bool:
        """Tell whether what was read is enough to tell that the term is there."""
        if len(path) == 1:
            if flags & (IN_PHRASE | NEEDS_PARTNER | BESIDE):
                return False
            return goal.any_edit or flags & _UNLIKELY != EDITED or self._is_likely(path[0])
        if not goal.any_edit and not self._are_short_errors_sure(goal, path):
            return False
        if flags & LONE and not self._are_lone_signs_sure(path):
            return False
        if flags & BESIDE and not self._is_sure_beside(goal, [step.reading for step in path]):
            return False
        if all(step.reading.flags & TRANSLITERATED for step in path) and goal.letters >= _SOUNDS_TOGETHER:
            return True
        return not flags & NEEDS_PARTNER or any(
            not step.reading.flags & NEEDS_PARTNER and not step.reading.distance and len(step.reading.word.text) > 1
            for step in path
        )

    def _are_lone_signs_sure(self, path: Sequence[Step]) -> bool:
        """Tell whether each digit read as a word of one letter has a long or, at an end of the find, rare word."""
        partners = [
            step.reading.word
            for step in path
            if not step.reading.flags & NEEDS_PARTNER
            and not step.reading.distance
            and len(step.reading.word.text) >= _LONG_PARTNER
        ]
        is_any_rare = any(map(self._reader.is_rare, partners))
        for place, step in enumerate(path):
            if step.reading.flags & LONE and not is_any_rare:
                is_inside = 0 < place < len(path) - 1
                gap = self._gaps[step.after - 1 if place == 0 else step.after - 2]
                if not partners or not (is_inside or gap is Gap.SIGN):
                    return False
        return True

    def _are_short_errors_sure(self, goal: Goal, path: Sequence[Step]) -> bool:
        """Tell whether two errors in a short word stand beside enough letters, or a rare word, without any."""
        if not self._vocabulary.options.ordinary_rule:
            return True
        lengths = (len(step.reading.word.text) for step in path if step.reading.distance == 2)
        if all(length >= _TWO_ERRORS_FROM or goal.letters - length >= _TWO_ERRORS_BESIDE for length in lengths):
            return True
        clear = (step.reading for step in path if not step.reading.distance and not step.reading.flags & NEEDS_PARTNER)
        return any(self._reader.is_rare(reading.word) for reading in clear)

    def _is_likely(self, step: Step) -> bool:
        if not self._vocabulary.options.ordinary_rule:
            return True
        written = class_of(self._honest.text[step.start : step.end])
        return are_likely(written, class_of(step.reading.word.text), step.reading.distance)

    def _is_sure_beside(self, goal: Goal, readings: Sequence[Reading]) -> bool:
        """Tell whether all words but one are plain, and enough or rare enough to excuse that one."""
        changed = [place for place, reading in enumerate(readings) if not self._reader.is_plain(reading)]
        if len(changed) > 1:
            return False
        (place,) = changed
        others = goal.letters - len(readings[place].word.text)
        if len(readings) > 2 and others >= _LETTERS_BESIDE:
            return True
        beside, edited = readings[place - 1 if place else 1].word, readings[place].word
        sizes = len(beside.text), len(edited.text)
        return self._reader.is_rare(beside) or (min(sizes) >= _LETTERS_OF_EACH and sum(sizes) >= _LETTERS_OF_BOTH)

    def _find(
        self, goal: Goal, start: int, end: int, distance: int, flags: int, boundary: Boundary, row: int
    ) -> Find | None:
        flags = flags & 0xFFFF | self._traces(start, end, goal)
        if not self._vocabulary.terms[goal.term].disguises and (distance or flags & _PLAIN):
            return None
        first = start if self._honest.starts is None else self._honest.starts[start]
        last = end if self._honest.ends is None else self._honest.ends[end - 1]
        return Find(row, goal.term, first, last, distance, Disguise(flags), boundary)

    def _traces(self, start: int, end: int, goal: Goal) -> int:
        """Return the disguises that folding undid; what is invisible counts only between two letters of a word."""
        if self._honest.traces is None:
            return 0
        flags = 0
        for place in range(start, end):
            trace = self._honest.traces[place] & ~goal.traces
            flags |= WIDTH * bool(trace & tables.WIDTH) | ACCENT * bool(trace & tables.ACCENT)
            if trace & tables.ZERO_WIDTH and place > start and not flags & ZERO_WIDTH:
                letters = tables.letter(self._honest.text[place - 1]), tables.letter(self._honest.text[place])
                if all(0 < letter.script <= tables.CYRILLIC for letter in letters):
                    flags |= ZERO_WIDTH
        return flags

    def _spelled(self, run: Sequence[int], row: int) -> Iterator[Find]:
        """Yield terms that are spelled letter by letter."""
        text = "".join(self._honest.text[place] for place in run)
        key = class_of(text)
        for start in range(len(run)):
            for length in self._vocabulary.spelled_lengths:
                if start + length > len(run):
                    break
                for whole, goal in self._vocabulary.spelled.get(key[start : start + length], ()):
                    if self._is_spelled(text[start : start + length], whole, run):
                        flags = compare_spelled(text[start : start + length], whole)
                        if flags is not None:
                            first, last = run[start], run[start + length - 1]
                            find = self._find(goal, first, last + 1, 0, flags, Boundary.SPELLED, row)
                            if find is not None:
                                yield find
        yield from self._spelled_with_edit(text, run, row)

    def _is_spelled(self, letters: str, whole: str, run: Sequence[int]) -> bool:
        if len(whole) >= _SPELLED_LOOSELY_FROM:
            return True
        return len(run) == len(whole) and " " not in self._honest.text[run[0] : run[-1]]

    def _spelled_with_edit(self, text: str, run: Sequence[int], row: int) -> Iterator[Find]:
        if not _SPELLED_WITH_EDIT_FROM - 1 <= len(text) <= LONGEST_WORD:
            return
        for reading in self._reader.read(text):
            if reading.distance == 1 and len(reading.word.text) >= _SPELLED_WITH_EDIT_FROM:
                node = self._vocabulary.root.following.get(reading.word)
                for goal in node.goals if node else ():
                    if goal.edits:
                        flags = reading.flags | SPELLED
                        find = self._find(goal, run[0], run[-1] + 1, 1, flags, Boundary.SPELLED, row)
                        if find is not None:
                            yield find


def compare_spelled(written: str, whole: str) -> int | None:
    """Return the disguises of a spelled term; digits and signs stand for letters if at least half are letters."""
    flags = compare(written, whole)
    if flags is None:
        return None
    if flags & LEET:
        letters = sum(is_of_letters(letter) for letter in written)
        if letters < 2 or 2 * letters < len(written):
            return None
        flags &= ~NEEDS_PARTNER
    return None if flags & NEEDS_PARTNER else flags | SPELLED


def _boundary_of(boundaries: set[Boundary]) -> Boundary:
    """Return the boundary of a find from those of its words: what is least usual tells."""
    for boundary in (Boundary.POSITION, Boundary.SPLIT, *_GLUED, Boundary.JOINED):
        if boundary in boundaries:
            return boundary
    return Boundary.WHOLE


def best_of(found: Iterable[Find]) -> list[Find]:
    """Return of the overlapping finds of each term the best, in order of start, end and term."""
    taken: dict[int, list[tuple[int, int]]] = {}
    kept: list[Find] = []
    for find in sorted(set(found), key=_rank):
        spans = taken.setdefault(find.term, [])
        place = bisect_left(spans, (find.start, find.end))
        if (place == 0 or spans[place - 1][1] <= find.start) and (place == len(spans) or spans[place][0] >= find.end):
            spans.insert(place, (find.start, find.end))
            kept.append(find)
    return sorted(kept, key=lambda find: (find.start, find.end, find.term))


def _rank(find: Find) -> tuple[int, int, int, int, int, int]:
    disguises = int(find.disguises)
    return find.distance, disguises.bit_count(), find.start - find.end, find.start, int(find.boundary), disguises
