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


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("x: " + "a" * 300_000, 1, "more than 262,144 bytes"),
        ("a: &a [x]\nb: *a\n", 2, "*a repeats another part"),
        ("a: 1\nb: !!python/object/apply:os.system [ls]\n", 2, "python/object/apply:os.system is not allowed"),
        ("a: " + "[" * 5000 + "]" * 5000, 1, "nested more than 8 levels"),
        ("a: 2026-99-99\n", 1, "month"),
        ("a: 1\n---\nb: 2\n", 2, "another document"),
    ],
)
def test_refuses_what_no_recipe_needs(tmp_path: Path, text: str, line: int, words: str) -> None:
    with pytest.raises(RecipeError) as caught:
        load_recipe(written(tmp_path, text))
    (fault,) = caught.value.faults
    assert fault.line == line
    assert words in fault.text


def test_reads_both_endings_of_yaml_files(tmp_path: Path) -> None:
    written(tmp_path, WHOLE.replace("code: shop", "code: souk"), "b.yml")
    written(tmp_path, WHOLE, "c.yaml")
    assert [recipe.code for recipe in load_recipes(tmp_path)] == ["souk", "shop"]


def test_refuses_two_recipes_of_one_marketplace(tmp_path: Path) -> None:
    written(tmp_path, WHOLE, "a.yaml")
    written(tmp_path, WHOLE, "b.yml")
    with pytest.raises(RecipeError, match=r"b\.yml:1: marketplace\.code: 'shop' is also the code in a\.yaml"):
        load_recipes(tmp_path)


def test_refuses_a_folder_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(RecipeError, match="no such folder"):
        load_recipes(tmp_path / "none")


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
