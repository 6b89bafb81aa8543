"""What the grammar of a sentence says about a find: one relation, one weight, one sentence."""

from dataclasses import dataclass
from enum import StrEnum


class Relation(StrEnum):
    """How a find stands in its sentence."""

    DENIED = "denied"
    """The denial is about the find: no *ivory*."""
    DENIAL_OF_ANOTHER = "denial of another"
    """A denial stands near, but is about another noun: no jitters, *clenbuterol*."""
    COLOUR = "colour"
    """The find describes goods that come in colours: *ivory* dress."""
    WORKED = "worked"
    """The find describes, or is what is made of it, a thing of the material: *ivory* netsuke."""
    OTHER_GOODS = "other goods"
    """The find describes a thing that the term does not ask for: *crocodile* clips."""
    SHOWN = "shown"
    """The find describes a picture or a toy: *crocodile* puzzle."""


WEIGHTS: dict[Relation, float] = {
    Relation.DENIED: -0.60,
    Relation.DENIAL_OF_ANOTHER: -0.40,
    Relation.COLOUR: -0.60,
    Relation.WORKED: 0.20,
    Relation.OTHER_GOODS: -0.30,
    Relation.SHOWN: -0.50,
}
"""The share of what a find says that its grammar takes away, or of what is left up to 1 that it adds.

A parser errs, so none of them decides alone: a noun that no list knows takes an alert down to a review, not out of
sight, and a denial of another lifts the excuse that the words gave, but only up to a review.
"""

_SAYS = {
    Relation.DENIED: "denied by “{word}”",
    Relation.DENIAL_OF_ANOTHER: "what is denied is “{word}”, not this",
    Relation.COLOUR: "the colour of “{word}”",
    Relation.WORKED: "the material of “{word}”",
    Relation.OTHER_GOODS: "it describes “{word}”, which the list does not ask for",
    Relation.SHOWN: "only shown by “{word}”",
}


@dataclass(frozen=True, slots=True)
class Remark:
    """What the grammar says about one find."""

    relation: Relation
    word: str
    """The noun that is described or denied, or the word that denies."""
    model: str
    """The model that read the sentence, with its version."""

    @property
    def weight(self) -> float:
        """What it adds to what the find says; negative if it takes away of it."""
        return WEIGHTS[self.relation]

    @property
    def sentence(self) -> str:
        """The sentence for people, with the weight."""
        said = _SAYS[self.relation].format(word=self.word)
        sign = "+" if self.weight > 0 else "−"
        return f"{said}, as {self.model} reads the sentence ({sign}{abs(self.weight):.2f})"

    def answers(self, denial: str) -> bool:
        """Tell whether it adds anything: to a find that a denial excuses, only that it is about something else."""
        return bool(denial) == (self.relation is Relation.DENIAL_OF_ANOTHER)
