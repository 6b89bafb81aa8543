"""How well near-duplicates are told from other offers, and what a hundred thousand listings cost.

    python -m benchmarks.near_duplicates [--listings 100000]

The listings are made up and seeded. Real titles are used as well where ../shared is at hand.
"""

import argparse
import json
import random
import time
import tracemalloc
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

from domain.listing import Listing, ListingKey
from matching.near_duplicates import SAME_OFFER, Fingerprint, NearDuplicates, fingerprint, similarity

SEEN = datetime(2026, 3, 2, tzinfo=UTC)
TITLES = Path(__file__).resolve().parents[2] / "shared" / "data" / "labelled_listings" / "listings.jsonl"

BRANDS = (
    *("Rolaxa", "Channelle", "Vuittoni", "Nikora", "Adidana", "Guccina"),
    *("Pradora", "Samsonic", "Applon", "Lacostina", "Moncleri", "Diorelle"),
)
LINES = (
    *("Submarina", "Chance", "Coco", "Speedy", "Airflow", "Samba", "Marmont", "Galleria"),
    *("Nova", "Phoenix", "Maya", "Sauvage", "Ocean", "Royal", "Dusk"),
)
NOUNS = (
    *("watch", "perfume", "handbag", "sneakers", "jacket", "wallet"),
    *("sunglasses", "headphones", "charger", "belt", "scarf", "bracelet"),
)
STUFFS = ["leather", "steel", "cotton", "ceramic", "gold", "silver", "wool", "canvas", "silk", "titanium"]
COLOURS = ["black", "white", "red", "blue", "green", "brown", "beige", "navy", "pink", "grey"]
FILLERS = (
    *("NEW", "free shipping", "top quality", "100% original", "with box"),
    *("best price", "fast delivery", "limited offer", "SALE!!"),
)
PHRASES = (
    "We ship within two working days by registered parcel",
    "Please look at all the pictures before you buy",
    "Returns are accepted within fourteen days of delivery",
    "We are a small family shop with many happy customers",
    "Ask us anything before you bid and we will answer fast",
    "Combined postage is possible if you buy more than one thing",
)
DETAILS = (
    "The {noun} is made of fine {stuff} and comes in {colour}",
    "A {line} by {brand}, hardly worn and well looked after",
    "This {colour} {noun} was a gift and never used outdoors",
    "Its {stuff} parts show no scratches and the lining is whole",
    "Bought in {year} in Milan, the receipt is lost",
)
LOOK_ALIKES = str.maketrans("aeopcxyi", "аеорсхуі")
LEET = str.maketrans("aeios", "43105")

AGAIN = ListingKey(marketplace="bazaar", listing_id="again")
FEWEST_WORDS = 3

Vary = Callable[[Listing, random.Random], Listing]


def made_up(number: int, chance: random.Random) -> Listing:
    """A listing as sellers write them: brand, line, number, noun, and a text of details and set phrases."""
    words = {
        "brand": chance.choice(BRANDS),
        "line": chance.choice(LINES),
        "noun": chance.choice(NOUNS),
        "stuff": chance.choice(STUFFS),
        "colour": chance.choice(COLOURS),
        "year": str(chance.randrange(1990, 2026)),
    }
    model = f"{chance.choice('ABCDEFGHK')}{chance.randrange(100, 9999)}"
    title = f"{words['brand']} {words['line']} {model} {words['colour']} {words['stuff']} {words['noun']}"
    details = [line.format(**words) for line in chance.sample(DETAILS, 3)]
    text = ". ".join([*details, *chance.sample(PHRASES, 3)])
    return Listing(
        key=ListingKey(marketplace="bazaar", listing_id=str(number)),
        title=f"{title} size {chance.randrange(36, 46)}",
        description=text,
        seen_at=SEEN,
        price=Decimal(chance.randrange(20, 900)),
    )


def appended(listing: Listing, chance: random.Random) -> Listing:
    return replace(listing, title=" ".join([listing.title, *chance.sample(FILLERS, 3)]))


def reordered(listing: Listing, chance: random.Random) -> Listing:
    words = listing.title.split()
    chance.shuffle(words)
    return replace(listing, title=" ".join(words))


def resized(listing: Listing, chance: random.Random) -> Listing:
    title = listing.title.rsplit(" ", 1)[0]
    return replace(listing, title=f"{title} {chance.randrange(36, 46)}", price=Decimal(chance.randrange(20, 900)))


def shortened(listing: Listing, chance: random.Random) -> Listing:
    sentences = listing.description.split(". ")
    chance.shuffle(sentences)
    return replace(listing, description=". ".join(sentences[:3]))


def other_text(listing: Listing, chance: random.Random) -> Listing:
    return replace(listing, description=made_up(0, chance).description)


def disguised(listing: Listing, chance: random.Random) -> Listing:
    words = listing.title.split()
    place = chance.randrange(2)
    how = chance.randrange(4)
    word = words[place]
    hidden = (word.translate(LOOK_ALIKES), "\u200b".join(word), word.translate(LEET), ".".join(word))[how]
    words[place] = hidden
    return replace(listing, title=" ".join(words))


def mistyped(listing: Listing, chance: random.Random) -> Listing:
    letters = list(listing.title)
    for _ in range(2):
        letters[chance.randrange(len(letters))] = chance.choice("abcdefghijklmnopqrstuvwxyz")
    return replace(listing, title="".join(letters))


def everything(listing: Listing, chance: random.Random) -> Listing:
    return shortened(disguised(resized(appended(listing, chance), chance), chance), chance)


def other_model(listing: Listing, chance: random.Random) -> Listing:
    words = listing.title.split()
    words[2] = f"{chance.choice('LMNPRSTVX')}{chance.randrange(100, 9999)}"
    return replace(listing, title=" ".join(words))


def other_line(listing: Listing, chance: random.Random) -> Listing:
    words = listing.title.split()
    words[1] = chance.choice([line for line in LINES if line != words[1]])
    words[2] = ""
    return replace(
        listing, title=" ".join(words), description=listing.description.replace(listing.title.split()[1], words[1])
    )


def other_noun(listing: Listing, chance: random.Random) -> Listing:
    words = listing.title.split()
    noun = words[5]
    words[5] = chance.choice([each for each in NOUNS if each != noun])
    words[2] = ""
    return replace(listing, title=" ".join(words), description=listing.description.replace(noun, words[5]))


def same_phrases(listing: Listing, chance: random.Random) -> Listing:
    other = made_up(0, chance)
    return replace(listing, title=f"{listing.title.split()[0]} {other.title.split(' ', 1)[1]}")


SAME: tuple[tuple[str, Vary], ...] = (
    ("the same under another id", lambda listing, _: listing),
    ("words appended", appended),
    ("words in another order", reordered),
    ("another size and price", resized),
    ("sentences dropped and reordered", shortened),
    ("another description", other_text),
    ("a word disguised", disguised),
    ("two letters mistyped", mistyped),
    ("appended, resized, disguised and shortened", everything),
)
OTHER: tuple[tuple[str, Vary], ...] = (
    ("another model number of the brand", other_model),
    ("another line of the brand, no number", other_line),
    ("another noun of the line, no number", other_noun),
    ("another product, same brand and description", same_phrases),
)


def real_titles() -> Iterator[Listing]:
    if TITLES.exists():
        for row in map(json.loads, TITLES.read_text(encoding="utf-8").splitlines()):
            key = ListingKey(marketplace="real", listing_id=row["id"])
            yield Listing(key=key, title=row["title"], description=row["description"], seen_at=SEEN)


def measure_kinds(count: int) -> None:
    chance = random.Random(7)
    print(f"{count} listings and as many variations of each kind; near-duplicate from {SAME_OFFER}\n")
    print("| kind | called the same | found among all | lowest | median | highest |\n|---|---|---|---|---|---|")
    bases = [made_up(number, chance) for number in range(count)]
    index = NearDuplicates()
    for base in bases:
        index.add(fingerprint(base))
    for name, vary in (*SAME, *OTHER):
        scores, found = [], 0
        for base in bases:
            varied = fingerprint(replace(vary(base, chance), key=AGAIN))
            scores.append(similarity(fingerprint(base), varied))
            found += any(each.key == base.key for each in index.find(varied))
        scores.sort()
        called = sum(score >= SAME_OFFER for score in scores) / count
        print(
            f"| {name} | {called:.3f} | {found / count:.3f} "
            f"| {scores[0]:.2f} | {scores[count // 2]:.2f} | {scores[-1]:.2f} |"
        )
    groups = index.groups()
    print(f"\ndifferent listings grouped by mistake: {sum(map(len, groups))} of {count}")


def measure_real() -> None:
    listings = list(real_titles())
    if not listings:
        print("\n../shared is not there: no real titles")
        return
    index = NearDuplicates()
    chance = random.Random(8)
    for listing in listings:
        index.add(fingerprint(listing))
    print(f"\n{len(listings)} real titles: {sum(map(len, index.groups()))} in {len(index.groups())} groups")
    for name, vary in SAME[:3] + SAME[6:8]:
        fit = [listing for listing in listings if len(listing.title.split()) > FEWEST_WORDS]
        varied = [(listing, fingerprint(replace(vary(listing, chance), key=AGAIN))) for listing in fit]
        hits = [any(each.key == listing.key for each in index.find(found)) for listing, found in varied]
        print(f"- {name}: found {sum(hits) / len(hits):.3f} of {len(hits)}")


def measure_cost(count: int) -> None:
    chance = random.Random(9)
    print("\n| listings | fingerprint, µs | adding, µs | memory, bytes each | in groups |\n|---|---|---|---|---|")
    for size in (count // 4, count // 2, count):
        listings = [made_up(number, chance) for number in range(size * 4 // 5)]
        for number in range(size - len(listings)):
            key = ListingKey(marketplace="bazaar", listing_id=f"again {number}")
            listings.append(replace(everything(chance.choice(listings), chance), key=key))
        started = time.process_time()
        prints: list[Fingerprint] = [fingerprint(listing) for listing in listings]
        fingerprinted = time.process_time() - started
        started = time.process_time()
        index = NearDuplicates()
        for each in prints:
            index.add(each)
        added = time.process_time() - started
        grouped = sum(map(len, index.groups()))
        print(
            f"| {size} | {fingerprinted / size * 1e6:.0f} | {added / size * 1e6:.0f} "
            f"| {memory_of(prints)} | {grouped} |"
        )


def memory_of(prints: list[Fingerprint]) -> int:
    sample = prints[:10_000]
    tracemalloc.start()
    index = NearDuplicates()
    for each in sample:
        index.add(each)
    used, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    own = sum(len(each.title.hashes) + len(each.description.hashes) + 300 for each in sample)
    return (used + own) // len(sample)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--listings", type=int, default=100_000)
    parser.add_argument("--kinds", type=int, default=500)
    arguments = parser.parse_args()
    measure_kinds(arguments.kinds)
    measure_real()
    measure_cost(arguments.listings)


if __name__ == "__main__":
    main()
