"""The lists of 1,000, 10,000 and 100,000 terms, each part of the next, and the names that are on none of them."""

import csv
import hashlib
import random
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

SIZES = (1_000, 10_000, 100_000)
SHARES = {1_000: (360, 250), 10_000: (4_000, 2_500), 100_000: (19_000, 44_000)}
"""Brands and substances of each list; taxa fill the rest."""
CURATED = """\
Rolex|Gucci|Adidas|Nike|Louis Vuitton|Chanel|Hermès|Prada|Cartier|Omega|Burberry|Versace
Dolce & Gabbana|Balenciaga|Ray-Ban|Oakley|Michael Kors|Tommy Hilfiger|Calvin Klein|Ralph Lauren
The North Face|Canada Goose|Moncler|Tiffany & Co|Swarovski|Pandora|Longines|TAG Heuer|Patek Philippe
Audemars Piguet|Breitling|Hublot|G-Shock|AirPods|Samsung Galaxy|Beats by Dre|Bose|Dyson|L'Oréal
Estée Lauder|Lancôme|Yves Saint Laurent|Givenchy|Dior|Fendi|Bvlgari|Montblanc|Lego|Pokémon|Disney
Hello Kitty|Barbie|PlayStation|Levi's|Converse|Vans|Puma|New Balance|Under Armour|Timberland
Birkenstock|Yeezy|Off-White|Stone Island|Lacoste|Hugo Boss|Armani|Canon|Nikon|Bosch|Makita|DeWalt
Stihl|Husqvarna|Gillette|Oral-B|Philips|Nespresso|hydroquinone|mercury|clobetasol propionate
kojic acid|tretinoin|betamethasone|lead acetate|cadmium|methylisothiazolinone|formaldehyde
sibutramine|yohimbine|dinitrophenol|ephedrine|sildenafil|tadalafil|minoxidil|ivermectin
nitrous oxide|asbestos|bisphenol A|ivory|elephant ivory|rhino horn|tortoiseshell|hawksbill turtle
pangolin scales|tiger bone|bear bile|shahtoosh|agarwood|rosewood|Dalbergia nigra|Loxodonta africana
Panthera tigris|Eretmochelys imbricata|Manis javanica|Saussurea costus|Testudo graeca
Psittacus erithacus|snakeskin|crocodile leather|python skin|sturgeon caviar|слоновая кость
черепаховый панцирь|象牙|Elfenbein|ivoire|marfil|avorio|écaille de tortue""".replace("\n", "|").split("|")
SUBSTANCE = re.compile(r"[a-z][a-z -]{4,34}")


@dataclass(frozen=True, slots=True)
class TermLists:
    """Lists of terms by their size, and real names of the same kinds that no list holds."""

    by_size: dict[int, list[str]]
    strangers: list[str]


def half_of(text: str) -> str:
    """The half that a term belongs to: rules are tuned on misses of the one and only counted on the other."""
    return "tuning" if hashlib.sha256(text.encode()).digest()[0] % 2 else "held-out"


def term_lists(data: Path, seed: int) -> TermLists:
    """Draw the lists from the data that lies beside the project."""
    chance = random.Random(f"terms {seed}")
    pools = [shuffled(names, chance) for names in (brands(data), substances(data), taxa(data))]
    by_size: dict[int, list[str]] = {}
    for size in SIZES:
        shares = (*SHARES[size], size)
        parts = [CURATED] + [pool[:share] for pool, share in zip(pools, shares, strict=True)]
        by_size[size] = list(dict.fromkeys(term for part in parts for term in part))[:size]
    listed = {term.casefold() for term in by_size[SIZES[-1]]}
    strangers = [name for pool in pools for name in pool if name.casefold() not in listed]
    return TermLists(by_size, strangers)


def shuffled(names: Iterable[str], chance: random.Random) -> list[str]:
    found = sorted({name.strip() for name in names if worth_a_term(name.strip())})
    chance.shuffle(found)
    return found


def worth_a_term(name: str) -> bool:
    return 3 <= len(name) <= 40 and sum(letter.isalpha() for letter in name) >= 3


def rows(path: Path) -> Iterator[dict[str, str]]:
    if path.exists():
        with path.open(encoding="utf-8", newline="") as lines:
            yield from csv.DictReader(lines)


def brands(data: Path) -> Iterator[str]:
    for row in rows(data / "brands_name_suggestion_index" / "brands.csv"):
        yield row["brand"]
        yield from row["other_names"].split("|")


def substances(data: Path) -> Iterator[str]:
    for row in rows(data / "drug_names_synonyms" / "drug_names.csv"):
        yield from lower_case([row["canonical"], *row["variants"].split("|")])
    for row in rows(data / "dod_prohibited_substances" / "substances.csv"):
        yield from lower_case([row["name"], *row["other_names"].split("|")])


def lower_case(names: Iterable[str]) -> Iterator[str]:
    return (name.lower() for name in names if SUBSTANCE.fullmatch(name.lower()))


def taxa(data: Path) -> Iterator[str]:
    return (row["full_name"] for row in rows(data / "cites_taxa_2017" / "cites_taxa.csv"))
