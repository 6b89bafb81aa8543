"""The rule of each concern: what each part of a score says, and from where on it asks for attention."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from importlib import resources
from typing import Any

import yaml

from domain.assessment import Level
from domain.concern import Concern
from domain.keyword_list import Strength
from domain.match import Boundary, Disguise


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """How the parts of a score are weighed for one concern; `rules.yaml` says what each part is."""

    levels: tuple[tuple[float, Level], ...]
    """The lowest score of each level, the highest first."""
    terms: Mapping[Strength, tuple[float, ...]]
    """What one term says, by its strength and severity; a negative term takes that share away."""
    supported: tuple[float, ...]
    """What a weak term says at least with one, two, three and more things of what it requires."""
    disguises: Mapping[Disguise, float]
    red_flags: Mapping[str, float]
    boundary: Mapping[Boundary, float]
    ordinary: float
    far_below: Decimal
    less_than_half: Decimal

    def level_of(self, score: float) -> Level:
        """Return the level of attention that a score asks for."""
        return next((level for lowest, level in self.levels if round(score, 4) >= lowest), Level.NONE)


def rule_of(concern: Concern) -> Rule:
    """Return the rule of a concern."""
    return rules()[concern]


@lru_cache(maxsize=1)
def rules() -> Mapping[Concern, Rule]:
    """Return the rules of all concerns, read once from `rules.yaml`."""
    text = resources.files("matching").joinpath("rules.yaml").read_text(encoding="utf-8")
    tables = yaml.safe_load(text)
    return {Concern(name): _rule(table) for name, table in tables.items()}


def _rule(table: Mapping[str, Any]) -> Rule:
    return Rule(
        levels=tuple((lowest, Level(level)) for level, lowest in table["levels"].items()),
        terms={strength: tuple(table[strength.value]) for strength in Strength},
        supported=tuple(table["supported"]),
        disguises={Disguise(name): weight for name, weight in table["disguises"].items()},
        red_flags=dict(table["red_flags"]),
        boundary={Boundary(name): share for name, share in table["boundary"].items()},
        ordinary=table["ordinary"],
        far_below=Decimal(str(table["price"]["far_below"])),
        less_than_half=Decimal(str(table["price"]["less_than_half"])),
    )
