"""Score the reading of saved pages beside two library baselines, in one run.

    .venv/bin/python -m benchmarks.pages [PAGES] [--bench FOLDER] [--errors N] [--only dev|held-out]

Reads `../shared/pages` and scores with `../shared/bench/pages/score_pages.py` unless told otherwise.
"""

import argparse
import gzip
import hashlib
import json
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from crawlers.reading import page_as_json, read_page

ROOT = Path(__file__).resolve().parent.parent
SHARED = ROOT.parent / "shared"


def saved_pages(folder: Path) -> Iterator[tuple[str, Path]]:
    """Yield the name `<site>/<name>` and the path of each saved page below a folder."""
    for path in sorted(folder.rglob("*.html*")):
        yield f"{path.parent.name}/{path.name.split('.html')[0]}", path


def is_held_out(name: str) -> bool:
    """Whether a page's site is one of the third that rules are not tuned on."""
    return int(hashlib.sha256(name.split("/")[0].encode()).hexdigest(), 16) % 3 == 0


def predict(pages: list[tuple[str, Path]], runs: int = 2) -> tuple[list[dict[str, Any]], list[float]]:
    """Return what is read from each page and the processor milliseconds each took, the best of its runs."""
    predictions, times = [], []
    for name, path in pages:
        body = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
        spent = []
        for _ in range(runs):
            start = time.process_time()
            page = read_page(body)
            spent.append(1000 * (time.process_time() - start))
        predictions.append({"page": name, **page_as_json(page)})
        times.append(min(spent))
    return predictions, times


def score(bench: Path, predictions: Path, pages: Path, errors: int) -> tuple[dict[str, Any], str]:
    """Return the scorer's figures and its words."""
    out = predictions.with_suffix(".score.json")
    command = [
        sys.executable,
        str(bench / "score_pages.py"),
        str(predictions),
        "--pages",
        str(pages),
        "--json",
        str(out),
    ]
    told = subprocess.run([*command, "--errors", str(errors)], check=True, capture_output=True, text=True)
    return json.loads(out.read_text("utf-8")), told.stdout


def chosen_pages(folder: Path, only: str | None, into: Path) -> Path:
    """Return a folder with the wanted pages and their truth: the given one, or a copy of a part of it."""
    if only is None:
        return folder
    for path in folder.rglob("*"):
        if path.is_file() and path.parent != folder and is_held_out(path.parent.name) == (only == "held-out"):
            target = into / path.parent.name
            target.mkdir(parents=True, exist_ok=True)
            shutil.copy(path, target / path.name)
    return into


def print_table(scores: dict[str, dict[str, Any]]) -> None:
    """Print accuracy and precision of each field for each reader."""
    print(f"{'field':<18}{'n':>4}  " + "".join(f"{name:>24}" for name in scores))
    first = next(iter(scores.values()))
    for group in ("items", "searches"):
        for field, row in first[group]["fields"].items():
            if row["n"]:
                cells = (_cell(scores[name][group]["fields"][field]) for name in scores)
                print(f"{field:<18}{row['n']:>4}  " + "".join(f"{cell:>24}" for cell in cells))
        print()
    for title, group, key in (
        ("item fields right", "items", "micro_accuracy"),
        ("item precision", "items", "micro_precision"),
        ("title+price+currency", "items", "title_price_currency_all_right"),
        ("listings found", "searches", "listing_recall"),
        ("listing precision", "searches", "listing_precision"),
    ):
        print(f"{title:<24}" + "".join(f"{scores[name][group][key]!s:>24}" for name in scores))


def _cell(row: dict[str, Any]) -> str:
    precision = "-" if row["precision"] is None else f"{row['precision']:.2f}"
    return f"{row['accuracy']:.2f} / {precision}"


def print_kinds(pages: Path, predictions: list[dict[str, Any]]) -> None:
    """Print the pages whose kind is not of the truth's page type."""
    kinds = {each["page"]: each["kind"] for each in predictions}
    wrong = []
    for path in sorted(pages.rglob("*.expected.json")):
        truth = json.loads(path.read_text("utf-8"))
        wanted = truth["page_type"].removeprefix("api_")
        told = kinds.get(truth["page"], "nothing")
        if not told.startswith(wanted):
            wrong.append(f"{truth['page']}: {told}, not {wanted}")
    print(f"\nkinds right: {len(kinds) - len(wrong)} of {len(kinds)}", *wrong, sep="\n  ")


def main() -> None:
    """Run both baselines and the reader over the pages and print their figures."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("pages", nargs="?", type=Path, default=SHARED / "pages")
    parser.add_argument("--bench", type=Path, default=SHARED / "bench" / "pages")
    parser.add_argument("--errors", type=int, default=0)
    parser.add_argument("--only", choices=("dev", "held-out"))
    told = parser.parse_args()
    if not told.pages.is_dir() or not (told.bench / "score_pages.py").is_file():
        sys.exit(f"No saved pages at {told.pages} or no scorer at {told.bench}. Give their folders.")
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        pages = chosen_pages(told.pages, told.only, work / "pages")
        predictions, times = predict(list(saved_pages(pages)))
        ours = work / "marketsweep.jsonl"
        ours.write_text("".join(json.dumps(each, ensure_ascii=False) + "\n" for each in predictions), "utf-8")
        scores: dict[str, dict[str, Any]] = {}
        for mode in ("structured", "fallback"):
            made = work / f"{mode}.jsonl"
            command = [sys.executable, str(told.bench / "baseline.py"), str(pages), mode]
            made.write_text(subprocess.run(command, check=True, capture_output=True, text=True).stdout, "utf-8")
            scores[mode], _ = score(told.bench, made, pages, 0)
        scores["marketsweep"], words = score(told.bench, ours, pages, told.errors)
    print_table(scores)
    if told.only is None:
        print_kinds(told.pages, predictions)
    print(f"\nprocessor milliseconds a page: median {statistics.median(times):.0f}, longest {max(times):.0f}")
    print("\n".join(line for line in words.splitlines() if line.startswith(("ITEM", "SEARCH", "   "))))


if __name__ == "__main__":
    main()
