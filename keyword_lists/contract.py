"""The YAML contract: the fields that a list, a group of terms and a term may have, and their types."""

from datetime import date
from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints, model_validator

from domain.concern import Concern
from domain.keyword_list import Confidentiality, Strength, TermKind
from keyword_lists.languages import CODES


def _known_language(code: str) -> str:
    if code not in CODES:
        raise ValueError(f"{code} is not the code of a language")
    return code


Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=500, strict=True)]
Language = Annotated[str, StringConstraints(strict=True), AfterValidator(_known_language)]
Name = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9-]*$", max_length=60, strict=True)]
Whole = Annotated[int, Field(strict=True)]


class _Contract(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class RequiresFields(_Contract):
    """What must be there too for a term to count: any one part is enough."""

    words: tuple[Text, ...] = ()
    word_sets: tuple[Name, ...] = ()
    kinds: tuple[TermKind, ...] = ()
    price_below: Annotated[int, Field(strict=True, ge=1)] | None = None
    reference_price: Annotated[int, Field(strict=True, ge=1)] | None = None
    within: Annotated[int, Field(strict=True, ge=1, le=200)] | None = None


class SharedFields(_Contract):
    """What a term may say of itself, or its group or the list's defaults for it."""

    language: Language | None = None
    kind: TermKind | None = None
    strength: Strength | None = None
    requires: RequiresFields | None = None
    unless: tuple[Text, ...] = ()
    unless_sets: tuple[Name, ...] = ()
    only_in: tuple[Text, ...] | None = None
    not_in: tuple[Text, ...] | None = None
    fuzzy: Annotated[int, Field(strict=True, ge=0, le=3)] | None = None
    severity: Annotated[int, Field(strict=True, ge=1, le=3)] | None = None
    parse: Annotated[bool, Field(strict=True)] | None = None
    source: Text | None = None
    note: Text | None = None
    valid_from: date | None = None
    valid_to: date | None = None


class GroupFields(SharedFields):
    """Terms that share what stands at their head."""

    about: Text


class TermFields(SharedFields):
    """One term; a bare text is a term that takes all else from its group and the defaults."""

    text: Text
    spellings: tuple[Text, ...] = ()

    @model_validator(mode="before")
    @classmethod
    def _bare_text(cls, data: Any) -> Any:
        return {"text": data} if not isinstance(data, dict) else data


class ListFields(_Contract):
    """The head of a list."""

    id: Name
    version: Text
    title: Text
    concern: Concern
    legal_ground: Text
    owner: Text
    languages: Annotated[tuple[Language, ...], Field(min_length=1)]
    confidentiality: Confidentiality
    licence: Text
    source: Text
    unless: tuple[Text, ...] = ()
    unless_sets: tuple[Name, ...] = ()
    valid_from: date | None = None
    valid_to: date | None = None
    defaults: SharedFields = SharedFields()
