"""The grammar models that the settings name, found once for each command."""

import logging
from collections.abc import Sequence
from functools import lru_cache

from domain.keyword_list import KeywordList
from marketsweep.settings import Settings
from matching.linguistics import GrammarModel, Linguistics, load_linguistics, what_is_missing

_log = logging.getLogger(__name__)


def grammar_of(settings: Settings, lists: Sequence[KeywordList] = ()) -> Linguistics | None:
    """Return the models that the settings name, or None; say which of the lists ask for one that is not there."""
    named = settings.linguistics.models.items()
    models = tuple(
        GrammarModel(language=language, name=model.name, version=model.version, sha256=model.sha256)
        for language, model in sorted(named)
    )
    grammar = _loaded(models)
    for missing in what_is_missing(lists, grammar):
        _log.warning("%s", missing)
    return grammar


@lru_cache(maxsize=1)
def _loaded(models: tuple[GrammarModel, ...]) -> Linguistics | None:
    return load_linguistics(models)
