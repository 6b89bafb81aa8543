import json
import subprocess
import sys
import time
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner, Result

from domain.errors import MarketsweepError
from marketsweep.cli import commands
from tests.marketsweep.small_lists import write_list

ROOT = Path(__file__).parents[2]
LABELLED = ROOT.parent / "shared" / "data" / "labelled_listings" / "listings.jsonl"

CSV = "id;title;label;slice\n1;Elfenbein;wildlife;de\n2;Ivory white dress;clean;colours\n3;Ivory;wildlife;en\nbroken\n"


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> "Run":
    monkeypatch.chdir(tmp_path)
    return Run(tmp_path)


class Run:
    """The program in an empty folder, with a small list and a small catalogue."""

    def __init__(self, folder: Path) -> None:
        self.list_file = write_list(folder)
        self.catalogue = folder / "catalogue.csv"
        self.catalogue.write_text(CSV, encoding="utf-8-sig")
        self._app = typer.Typer()
        commands.register(self._app)

    def __call__(self, *arguments: str | Path, stdin: str | None = None) -> Result:
        result = CliRunner().invoke(self._app, [str(each) for each in arguments], input=stdin)
        if result.exception and not isinstance(result.exception, SystemExit):
            raise result.exception
        return result

    def with_list(self, command: str, *arguments: str | Path, stdin: str | None = None) -> Result:
        return self(command, *arguments, "--lists", self.list_file, stdin=stdin)


def test_scan_shows_suspects_with_their_reasons_and_tells_what_it_could_not_read(run: Run) -> None:
    result = run.with_list("scan", run.catalogue)
    assert result.exit_code == 0
    assert "Elfenbein" in result.stdout
    assert "as listed" in result.stdout
    assert "white" not in result.stdout
    assert "3 listings: 2 alert, 0 review, 1 none." in result.stderr
    assert "line 5: it has 1 cells, the first line names 4 columns" in result.stderr


def test_scan_writes_results_and_keeps_stdout_for_what_was_asked_for(run: Run, tmp_path: Path) -> None:
    result = run.with_list("scan", run.catalogue, "--out", "results.jsonl")
    assert result.stdout == ""
    lines = [json.loads(line) for line in (tmp_path / "results.jsonl").read_text().splitlines()]
    assert [(line["id"], line["level"]) for line in lines] == [("1", "alert"), ("2", "none"), ("3", "alert")]
    summary = json.loads(run.with_list("scan", run.catalogue, "--out", "again.jsonl", "--json").stdout)
    assert (summary["listings"], summary["rows_lost"]) == (3, 1)
    assert (tmp_path / "again.jsonl").read_bytes() == (tmp_path / "results.jsonl").read_bytes()


def test_a_killed_scan_leaves_the_results_that_stood_there(run: Run, tmp_path: Path) -> None:
    out = tmp_path / "results.jsonl"
    out.write_text("the results of yesterday")
    code = "from marketsweep.cli import main; main()"
    arguments = ["scan", "-", "--format", "csv", "--out", str(out), "--lists", str(run.list_file)]
    scanning = subprocess.Popen([sys.executable, "-c", code, *arguments], stdin=subprocess.PIPE, cwd=ROOT)
    assert scanning.stdin is not None
    with scanning.stdin:
        scanning.stdin.write(b"id,title\n" + b"1,Ivory bangle\n" * 5_000)
        scanning.stdin.flush()
        deadline = time.monotonic() + 60
        while not any(part.stat().st_size for part in tmp_path.glob(".results.jsonl.*.part")):
            assert time.monotonic() < deadline, "the scan never began to write"
            time.sleep(0.05)
        scanning.kill()
        scanning.wait()
    assert out.read_text() == "the results of yesterday"


def test_scan_reads_the_standard_input(run: Run) -> None:
    result = run.with_list("scan", "-", "--json", "--format", "jsonl", stdin='{"id": 1, "title": "Ivory"}\n')
    assert json.loads(result.stdout)["matches"][0]["text"] == "Ivory"


@pytest.mark.parametrize(
    ("options", "exit_code"),
    [
        ([], 0),
        (["--fail-on", "alert"], 1),
        (["--fail-on", "review"], 1),
        (["--strict"], 3),
        (["--strict", "--fail-on", "alert"], 3),
        (["--limit", "1", "--strict"], 0),
    ],
)
def test_exit_codes_of_scan(run: Run, options: list[str], exit_code: int) -> None:
    assert run.with_list("scan", run.catalogue, *options).exit_code == exit_code


def test_labels_are_compared_in_a_table_and_as_json(run: Run) -> None:
    table = run.with_list("scan", run.catalogue, "--labels").stdout
    assert "1.000 (2/2)" in table
    assert "False alarms" in table
    found = json.loads(run.with_list("scan", run.catalogue, "--labels", "--json").stdout)
    assert found["labelled"] == 3
    assert {score["slice"] for score in found["scores"] if score["concern"] == "wildlife"} == {None, "de", "en"}


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["scan", "nowhere.csv"], "nowhere.csv cannot be read"),
        (["scan", "catalogue.csv", "--column", "title"], "--column title=Name"),
        (["scan", "catalogue.csv", "--column", "title=Name"], "no column 'Name'; it has: id, title, label, slice"),
        (["scan", "catalogue.csv", "--out", "./catalogue.csv"], "catalogue.csv was named twice"),
        (["scan", "catalogue.csv", "--out", "x", "--faults", "x"], "x was named twice"),
        (["scan", "catalogue.csv", "--lists", "small.yaml"], "small-wildlife was given twice"),
        (["check"], "give a title or a description"),
        (["check", "Ivory", "--title", "Ivory"], "the title is given twice"),
        (["lists", "show", "no-such-list"], "There is no keyword list 'no-such-list'. Known: small-wildlife"),
        (["lists", "show", "small-wildlife", "--language", "fr"], "has no term in 'fr'. It has: de, en"),
        (["read-page", "nowhere"], "nowhere does not exist"),
    ],
)
def test_errors_say_what_where_and_the_way_out(run: Run, arguments: list[str], says: str) -> None:
    more = [] if arguments[0] == "read-page" else ["--lists", str(run.list_file)]
    with pytest.raises(MarketsweepError) as error:
        run(*arguments, *more)
    assert says in str(error.value)


def test_a_folder_without_lists_is_refused(run: Run, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    with pytest.raises(MarketsweepError, match="There is no keyword list in empty"):
        run("scan", run.catalogue, "--lists", "empty")


@pytest.mark.parametrize(
    "stdin", ['{"title": "Old Ivory bangle", "price": 20}', "Old Ivory bangle\nIn a box", "\ufeff\n Old Ivory bangle"]
)
def test_check_reads_json_or_plain_text(run: Run, stdin: str) -> None:
    found = json.loads(run.with_list("check", "-", "--json", stdin=stdin).stdout)
    assert (found["level"], found["matches"][0]["text"]) == ("alert", "Ivory")
    assert found["lists_asked"] == [{"list": "small-wildlife", "version": "3"}]


def test_check_explains_what_counts_what_was_excused_and_how_it_adds_up(run: Run) -> None:
    result = run.with_list("check", "--title", "Ivory bangle", "--description", "Ivory white box", "--fail-on", "alert")
    assert result.exit_code == 1
    for part in ("ALERT", "wildlife", "Found", "title 0–5", "Excused", "ivory white", "Score for wildlife"):
        assert part in result.stdout
    assert "Lists asked: small-wildlife 3" in result.stdout


def test_what_is_printed_cannot_steer_the_terminal(run: Run) -> None:
    result = run.with_list("check", "--title", "Ivory \x1b[2J [bold]bangle[/]")
    assert "\x1b" not in result.stdout
    assert "\\u{1b}[2J [bold]bangle[/]" in result.stdout


def test_lists_are_shown_with_their_terms(run: Run) -> None:
    assert "small-wildlife" in run("lists", "show", "--lists", run.list_file).stdout
    german = run("lists", "show", "small-wildlife", "--language", "de", "--lists", run.list_file).stdout
    assert "Elfenbein" in german
    assert "ivory white" not in german
    found = json.loads(run("lists", "show", "small-wildlife", "--lists", run.list_file, "--json").stdout)
    assert [term["text"] for term in found["terms"]] == ["ivory", "Elfenbein"]


@pytest.mark.parametrize("label", ["TLP:AMBER", "TLP:AMBER+STRICT", "TLP:RED"])
def test_terms_of_confidential_lists_are_kept_back(run: Run, tmp_path: Path, label: str) -> None:
    secret = write_list(tmp_path, label)
    assert "Elfenbein" not in run("lists", "show", "--lists", secret, "--json").stdout
    for more in ([], ["--json"]):
        with pytest.raises(MarketsweepError, match="add --reveal"):
            run("lists", "show", "small-wildlife", "--lists", secret, *more)
    assert "Elfenbein" in run("lists", "show", "small-wildlife", "--lists", secret, "--reveal").stdout


def test_lint_names_file_and_line_of_every_fault(run: Run, tmp_path: Path) -> None:
    assert run("lists", "lint", run.list_file).exit_code == 0
    bad = tmp_path / "bad.yaml"
    bad.write_text(
        run.list_file.read_text()
        .replace("concern: wildlife", "concern: wildlive")
        .replace("language: de", "language: xx")
    )
    result = run("lists", "lint", bad, run.list_file)
    assert result.exit_code == 1
    assert "bad.yaml:5:" in result.stdout
    assert "bad.yaml:15:" in result.stdout
    assert {fault["line"] for fault in json.loads(run("lists", "lint", bad, "--json").stdout)} >= {5, 15}


def test_lint_gives_advice_on_a_list_that_loads(run: Run, tmp_path: Path) -> None:
    careless = tmp_path / "careless.yaml"
    careless.write_text(run.list_file.read_text().replace("languages: [en, de]", "languages: [en, de, fr]"))
    result = run("lists", "lint", careless)
    assert "careless.yaml:1: the list declares fr but has no term in it." in result.stdout
    assert "[advice]" in result.stdout
    assert (result.exit_code, run("lists", "lint", careless, "--strict").exit_code) == (0, 1)


def test_the_shipped_lists_are_free_of_faults(run: Run) -> None:
    assert run("lists", "lint").exit_code == 0


PAGE = "<html><head><title>Oak</title></head><body><h1>Oak chair</h1></body></html>"


def test_read_page_writes_one_line_per_page(run: Run, tmp_path: Path) -> None:
    (tmp_path / "pages" / "shop").mkdir(parents=True)
    for name in ("a.html", "b.html"):
        (tmp_path / "pages" / "shop" / name).write_text(PAGE)
    (tmp_path / "pages" / "shop" / "c.html").write_text("")
    result = run("read-page", "pages", "--out", "pages.jsonl")
    assert (result.exit_code, result.stdout) == (0, "")
    lines = [json.loads(line) for line in (tmp_path / "pages.jsonl").read_text().splitlines()]
    assert [line["page"] for line in lines] == ["shop/a", "shop/b", "shop/c"]
    assert "shop/c: the file is empty" in result.stderr
    assert run("read-page", "pages", "--strict").exit_code == 3
    assert run("read-page", "pages").stdout == (tmp_path / "pages.jsonl").read_text()
    assert "shop/a" in run("read-page", "pages", "--table").stdout
    assert json.loads(run("read-page", "-", stdin=PAGE).stdout)["page"] == "stdin"


def test_help_imports_nothing_heavy() -> None:
    code = (
        "import sys; from marketsweep.cli import commands; import typer; commands.register(typer.Typer());"
        "print([name for name in ('pyarrow', 'sqlalchemy', 'scrapy', 'lxml', 'rapidfuzz', 'pydantic', 'yaml')"
        " if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)
    assert done.stdout.strip() == "[]"


@pytest.mark.shared
def test_the_labelled_listings_can_be_scanned(run: Run, tmp_path: Path) -> None:
    if not LABELLED.exists():
        pytest.skip("the labelled listings are not on this machine")
    result = run("scan", LABELLED, "--labels", "--json", "--out", "results.jsonl")
    assert result.exit_code == 0
    rows = LABELLED.read_bytes().count(b"\n")
    found = json.loads(result.stdout)
    assert (found["listings"], found["labelled"], found["rows_lost"]) == (rows, rows, 0)
    assert (tmp_path / "results.jsonl").read_bytes().count(b"\n") == rows
