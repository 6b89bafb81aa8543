from pathlib import Path

import pytest

from crawlers.recipe import SHIPPED, Recipe, load_recipe, load_recipes, shipped_recipes
from crawlers.recipe_faults import RecipeError
from domain.page_kind import PageKind

WHOLE = """\
marketplace:
  code: shop
  name: A shop
  hosts: [shop.example]
base: https://shop.example
search:
  url: /find?q={query}&p={page}
  first_page: 0
item:
  url_pattern: /item/(?P<id>\\d+)
gone_texts:
  sold: [This item was sold]
canaries: [/item/1]
"""


def written(folder: Path, text: str, name: str = "shop.yaml") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


@pytest.fixture
def shop(tmp_path: Path) -> Recipe:
    return load_recipe(written(tmp_path, WHOLE))


def test_fills_the_search_address_and_counts_pages_as_the_marketplace_does(shop: Recipe) -> None:
    assert shop.search_address("bangle & ivory") == "https://shop.example/find?q=bangle+%26+ivory&p=0"
    assert shop.search_address("x", 3).endswith("p=2")
    assert shop.pages_are_numbered


@pytest.mark.parametrize(
    ("url", "listing_id"),
    [
        ("https://shop.example/item/42", "42"),
        ("https://www.shop.example/item/42?ref=search", "42"),
        ("http://shop.example:8080/item/42", "42"),
        ("https://shop.example/help", None),
        ("https://othershop.example/item/42", None),
        ("https://shop.example.evil.example/item/42", None),
        ("https://shop.example@evil.example/item/42", None),
        ("ftp://shop.example/item/42", None),
        ("https://[shop.example/item/42", None),
    ],
)
def test_knows_its_items_by_their_address(shop: Recipe, url: str, listing_id: str | None) -> None:
    assert shop.listing_id_of(url) == listing_id


def test_gives_reading_its_own_sentences_by_page_kind(shop: Recipe) -> None:
    assert shop.kind_texts == {PageKind.ITEM_SOLD: ("This item was sold",)}
    assert shop.canary_addresses() == ("https://shop.example/item/1",)


def test_moves_to_another_base(shop: Recipe) -> None:
    moved = shop.at("http://127.0.0.1:8123")
    assert moved.search_address("x").startswith("http://127.0.0.1:8123/find")
    assert moved.listing_id_of("http://127.0.0.1:8123/item/7") == "7"
    assert moved.listing_id_of("https://shop.example/item/7") is None
    assert shop.marketplace.hosts == ("shop.example",)


@pytest.mark.parametrize(
    ("change", "line", "words"),
    [
        (("{query}", "{words}"), 7, "{query}"),
        (("(?P<id>\\d+)", "\\d+"), 10, "(?P<id>"),
        (("(?P<id>\\d+)", "(?P<id>"), 10, "not a regular expression"),
        (("  sold:", "  solt:"), 12, "Extra inputs"),
        (("https://shop.example\n", "shop.example\n"), 5, "pattern"),
        (("  name:", "  nome:"), 1, "unknown keys: nome"),
        (("first_page: 0", "first_page: -1"), 8, "greater than or equal to 0"),
        (("canaries:", "base: https://b.example\ncanaries:"), 13, "twice"),
        (("hosts: [shop.example]", "hosts: [shop.example"), 5, ""),
    ],
)
def test_says_what_is_wrong_in_which_line(tmp_path: Path, change: tuple[str, str], line: int, words: str) -> None:
    path = written(tmp_path, WHOLE.replace(*change))
    with pytest.raises(RecipeError) as caught:
        load_recipe(path)
    assert f"{path}:{line}: " in str(caught.value)
    assert words in str(caught.value)


def test_says_every_fault_of_every_file_at_once(tmp_path: Path) -> None:
    written(tmp_path, WHOLE.replace("{query}", "").replace("{page}", "").replace("?P<id>", ""), "a.yaml")
    written(tmp_path, "base: x\n", "b.yaml")
    with pytest.raises(RecipeError) as caught:
        load_recipes(tmp_path)
    assert {fault.path.name for fault in caught.value.faults} == {"a.yaml", "b.yaml"}
    assert len(caught.value.faults) == 2 + 4


def test_a_missing_or_empty_file_is_a_fault_too(tmp_path: Path) -> None:
    for path in (tmp_path / "none.yaml", written(tmp_path, "")):
        with pytest.raises(RecipeError):
            load_recipe(path)


def test_shipped_recipes_are_whole() -> None:
    assert [recipe.code for recipe in shipped_recipes()] == ["bazaar"]
    assert all(recipe.robots_exception is None for recipe in shipped_recipes())


def test_examples_of_real_marketplaces_are_whole_and_say_that_they_are_untested() -> None:
    examples = load_recipes(SHIPPED / "examples")
    assert [recipe.code for recipe in examples] == ["emag-ro"]
    assert all(recipe.untested and recipe.robots_exception is None for recipe in examples)
    assert examples[0].listing_id_of("https://www.emag.ro/a-bottle/pd/DWFWKMMBM/") == "DWFWKMMBM"
    assert all(recipe.politeness.delay_seconds >= 2 for recipe in examples)
