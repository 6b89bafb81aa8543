"""Every command: its help, its JSON, its exit code, and the sentence that a wrong input meets."""

import json
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import typer
from typer.core import TyperGroup

import termscan
from marketsweep.cli import commands
from marketsweep.cli import main as program
from tests.marketsweep.office import SWEEP, Office, SweptOffice

ROOT = Path(__file__).parents[2]


def whole_program() -> Any:
    app = typer.Typer()
    commands.register(app)
    return typer.main.get_command(app)


def all_commands(command: Any, path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], Any]]:
    if isinstance(command, TyperGroup):
        for name, below in command.commands.items():
            yield from all_commands(below, (*path, name))
    else:
        yield path, command


COMMANDS = dict(all_commands(whole_program()))


class Ran:
    """What a run of the program came to, as a shell sees it."""

    def __init__(self, exit_code: int, out: str, err: str) -> None:
        self.exit_code = exit_code
        self.out = out
        self.err = err

    @property
    def json(self) -> Any:
        return json.loads(self.out)


class Shell:
    """Runs the program in this process, through the rim where errors become sentences."""

    def __init__(self, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
        self._capsys = capsys
        self._monkeypatch = monkeypatch

    def __call__(self, *arguments: str) -> Ran:
        self._monkeypatch.setattr(sys, "argv", ["marketsweep", *arguments])
        self._capsys.readouterr()
        with pytest.raises(SystemExit) as end:
            program()
        out, err = self._capsys.readouterr()
        assert "Traceback" not in err
        return Ran(int(end.value.code or 0), out, err)


@pytest.fixture
def shell(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Shell:
    return Shell(capsys, monkeypatch)


@pytest.fixture
def nowhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder to stand in: no settings file, no database."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture(scope="module")
def closed_folder(swept_template: SweptOffice, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return shutil.copytree(swept_template.folder, tmp_path_factory.mktemp("closed") / "office")


@pytest.fixture
def closed_office(closed_folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of a swept office whose bazaar is closed, to stand in; for what changes nothing."""
    monkeypatch.chdir(closed_folder)
    return closed_folder


def takes_json(command: Any) -> bool:
    return any("--json" in each.opts for each in command.params)


@pytest.mark.parametrize("path", COMMANDS, ids=" ".join)
def test_every_command_explains_itself_and_speaks_json(path: tuple[str, ...], shell: Shell) -> None:
    ran = shell(*path, "--help")
    assert (ran.exit_code, ran.err) == (0, "")
    command = COMMANDS[path]
    assert command.help
    assert command.help.split("\n")[0].split(".")[0] in " ".join(ran.out.split()).replace("│ ", "")
    assert all(each.help for each in command.params)
    assert takes_json(command)


def test_a_day_of_work_by_the_command_line_in_json(in_office: Office, shell: Shell) -> None:
    """Each command is called as a script would call it: what stands on stdout is one JSON value."""
    called: set[tuple[str, ...]] = set()

    def call(*arguments: str, code: int = 0) -> Any:
        path = next(path for path in COMMANDS if arguments[: len(path)] == path)
        called.add(path)
        ran = shell(*arguments, "--json")
        assert ran.exit_code == code, ran.err
        return ran.json

    assert call("init")["config"] == "marketsweep.toml"
    assert "database" in {each["part"] for each in call("doctor")}
    assert call("sweep", "add", "more", "--marketplace", "bazaar", "--query", "Kratom")["name"] == "more"
    assert call("sweep", "run", "more")["listings"] >= 1
    assert {each["name"] for each in call("sweep", "list")} == {SWEEP, "more"}
    assert call("sweep", "show", SWEEP)["runs"][0]["status"] == "finished"
    cases = call("cases", "list")
    case_id = str(cases[0]["case_id"])
    assert all(each["reasons"] for each in call("cases", "show", case_id)["listings"])
    assert call("cases", "close", case_id, "--reason", "By mistake")["status"] == "closed"
    assert call("cases", "reopen", case_id, "--reason", "It was not over")["status"] == "open"
    assert call("review", case_id, "--suspected", "--reason", "Looks illegal")["suspected"] >= 1
    assert call("notice", "preview", case_id)["listings"] >= 1
    notice_id = call("notice", "approve", case_id, "--good-faith")["notice_id"]
    assert [each["outcome"] for each in call("notice", "send")] == ["sent"]
    assert call("notice", "answer", notice_id, "--decision", "rejected")[0]["decision"] == "rejected"
    assert call("recheck", "--upcoming")
    assert call("recheck", "--all")[0]["canary_live"]
    assert call("report")["funnel"]["notified"] >= 1
    assert call("verify")["whole"]
    assert call("sellers", "allow", "bazaar", "s-1", "--reason", "A dealer")["allowed"]
    assert [each["seller_id"] for each in call("sellers", "list")] == ["s-1"]
    assert not call("sellers", "disallow", "bazaar", "s-1", "--reason", "No dealer")["allowed"]
    assert call("lists", "show")
    assert isinstance(call("lists", "lint"), list)
    assert call("lists", "learn")["listings"] >= 1
    assert call("check", "--title", "Elfenbein Netsuke")["level"] == "alert"
    (in_office.folder / "one.csv").write_text("id,title\n1,Elfenbein\n")
    assert call("scan", "one.csv")["id"] == "1"
    (in_office.folder / "page.html").write_text("<h1>Oak chair</h1>")
    assert call("read-page", "page.html")["page"] == "office/page"
    elsewhere = {("demo",), ("sweep", "resume"), ("serve",), ("browser", "install")}
    assert called | elsewhere == set(COMMANDS)


def test_words_go_to_stderr_and_tables_to_stdout(in_office: Office, shell: Shell) -> None:
    listed = shell("sweep", "list")
    assert SWEEP in listed.out
    assert listed.err == ""
    case_id = str(in_office.cases()[0].case_id)
    reviewed = shell("review", case_id, "--unsure")
    assert reviewed.out == ""
    assert f"Case {case_id}" in reviewed.err


def test_serve_once_does_what_is_due_and_says_so_line_by_line(in_office: Office, shell: Shell) -> None:
    """The office's listings were seen in the past of the computer's clock, so looks are due."""
    ran = shell("serve", "--once", "--json")
    assert ran.exit_code == 0
    assert [(json.loads(line)["job"], json.loads(line)["state"]) for line in ran.out.splitlines()] == [
        ("rechecks/bazaar", "done")
    ]
    assert ran.err == ""


@pytest.mark.parametrize(
    ("arguments", "code", "says"),
    [
        (["sweep", "run", "no-such"], 2, "There is no sweep 'no-such'. `marketsweep sweep list`"),
        (["sweep", "show", "no-such"], 2, "There is no sweep 'no-such'"),
        (["sweep", "resume", "no-such"], 2, "There is no sweep 'no-such'"),
        (["sweep", "resume", SWEEP], 2, f"No run of {SWEEP} is open. Start one: marketsweep sweep run {SWEEP}"),
        (["sweep", "add", SWEEP, "--marketplace", "bazaar", "--query", "x"], 2, "has started and is frozen"),
        (["sweep", "add", "n", "--marketplace", "nowhere"], 2, "no marketplace 'nowhere'. Known: bazaar"),
        (["sweep", "add", "n", "--marketplace", "bazaar", "--list", "none"], 2, "no keyword list 'none'. Known: "),
        (["sweep", "add", "n", "--marketplace", "bazaar", "--first", "0"], 2, "--first"),
        (["sweep", "add", "n"], 2, "--marketplace"),
        (["sweep", "add", "n", "--marketplace", "bazaar", "--cron", "daily", "--yes"], 2, "five crontab fields"),
        (
            ["sweep", "add", "n", "--marketplace", "bazaar", "--cron", "0 6 * * *", "--timezone", "Mars/Base"],
            2,
            "the time zone is not known",
        ),
        (["cases", "show", "99"], 2, "There is no case 99. `marketsweep cases list`"),
        (["cases", "show", "ivory"], 2, "as an integer"),
        (["cases", "list", "--concern", "ivory"], 2, "counterfeit"),
        (["review", "99", "--suspected"], 2, "There is no case 99"),
        (["review", "1"], 2, "--suspected, --cleared and --unsure"),
        (["review", "1", "--suspected", "--cleared"], 2, "--suspected, --cleared and --unsure"),
        (["review", "1", "--suspected"], 2, "a suspicion needs its reason"),
        (["review", "1", "--cleared", "--listing", "7"], 2, "is not in case 1"),
        (["notice", "preview", "99"], 2, "There is no case 99"),
        (["notice", "preview", "1"], 2, "marketsweep review 1 --suspected"),
        (["notice", "approve", "1", "--good-faith"], 2, "marketsweep review 1 --suspected"),
        (["notice", "send", "n-99"], 2, "There is no notice 'n-99'"),
        (["notice", "send", "--channel", "pigeon"], 2, "'email', 'file'"),
        (["sellers", "allow", "nowhere", "s", "--reason", "r"], 2, "no marketplace 'nowhere'"),
        (["verify", "--anchor", "7"], 2, "NUMBER:HASH"),
        (["verify", "--anchor", f"9999:{'0' * 64}"], 1, "9999"),
        (["report", "--out", "no/such/folder/r.html"], 2, "no/such/folder/r.html cannot be written"),
        (["report", "--since", "yesterday"], 2, "--since"),
        (["report", "--since", "2026-04-01", "--until", "2026-03-01"], 2, "--since a day before --until"),
        (["init", "--capacity", "king"], 2, "trusted_flagger"),
        (["demo", "--folder", "."], 2, "Name another folder with --folder"),
        (["no-such-command"], 2, "no-such-command"),
    ],
)
def test_wrong_inputs_meet_a_sentence_and_an_exit_code(
    closed_office: Path, shell: Shell, arguments: list[str], code: int, says: str
) -> None:
    ran = shell(*arguments)
    assert ran.exit_code == code, ran.err
    assert says in unboxed(ran.err + ran.out)


def unboxed(text: str) -> str:
    """Return what typer says in its box, without the box."""
    return " ".join(text.replace("│", " ").split())


@pytest.mark.parametrize(
    ("settings", "arguments", "says"),
    [
        (None, ["cases", "list"], "There is no database at marketsweep.db. Run `marketsweep init` first."),
        ("", ["sweep", "run", "n"], "Run `marketsweep init` first."),
        ("contact = ", ["cases", "list"], "marketsweep.toml is no TOML"),
        ("colour = 3", ["cases", "list"], "colour: Extra inputs are not permitted"),
        ('allow_addresses = ["banana"]', ["cases", "list"], "'banana' does not appear to be an IPv4 or IPv6 network"),
        ("[smtp]\nport = 0", ["notice", "send"], "smtp.port"),
        ('database_url = "mysql://u@h/d"', ["cases", "list"], "neither SQLite nor PostgreSQL"),
        ('database_url = "postgresql://u@127.0.0.1:1/d"', ["cases", "list"], "Check the address and that the server"),
        ('lists_dir = "nowhere"\n', ["lists", "show"], "there is no such folder"),
    ],
)
def test_what_is_missing_on_this_machine_is_named_with_the_way_out(
    nowhere: Path, shell: Shell, settings: str | None, arguments: list[str], says: str
) -> None:
    if settings is not None:
        (nowhere / "marketsweep.toml").write_text(settings)
    ran = shell(*arguments)
    assert ran.exit_code == (2 if "lists" in arguments else 4), ran.err
    assert says in ran.err
    assert ran.out == ""


def test_a_variable_of_the_environment_that_cannot_be_read_is_named(
    nowhere: Path, shell: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MARKETSWEEP_ALLOW_ADDRESSES", "127.0.0.1")
    ran = shell("cases", "list")
    assert ran.exit_code == 4
    assert "allow_addresses" in ran.err
    assert '["127.0.0.1/32"]' in ran.err


def test_a_file_that_is_no_database_is_refused(nowhere: Path, shell: Shell) -> None:
    (nowhere / "marketsweep.db").write_text("something else")
    ran = shell("cases", "list")
    assert (ran.exit_code, ran.out) == (4, "")
    assert "file is not a database" in ran.err


def test_without_a_contact_nothing_is_crawled_and_no_run_begun(nowhere: Path, shell: Shell) -> None:
    assert shell("init").exit_code == 0
    assert shell("sweep", "add", "n", "--marketplace", "bazaar", "--query", "ivory").exit_code == 0
    ran = shell("sweep", "run", "n")
    assert ran.exit_code == 4
    assert "MARKETSWEEP_CONTACT=" in ran.err
    assert shell("sweep", "show", "n", "--json").json["runs"] == []


def test_without_a_notifier_no_notice_is_made(in_office: Office, shell: Shell) -> None:
    case_id = str(in_office.suspect_all()[0].case_id)
    config = in_office.folder / "marketsweep.toml"
    config.write_text(config.read_text().partition("[notifier]")[0])
    ran = shell("notice", "preview", case_id)
    assert ran.exit_code == 4
    assert "MARKETSWEEP_NOTIFIER__NAME=" in ran.err


def test_init_writes_a_settings_file_that_can_be_read_whatever_the_name(nowhere: Path, shell: Shell) -> None:
    name = 'Ada "the Eye" O\'Neil \\ Sons'
    assert shell("init", "--name", name, "--email", "ada@authority.example", "--capacity", "authority").exit_code == 0
    found = {each["part"]: each for each in shell("doctor", "--json").json}
    assert found["matching"]["state"] == ("well" if termscan.engine == "compiled" else "missing")
    assert found["notifier"]["state"] == "well"
    before = (nowhere / "marketsweep.toml").read_text()
    assert "is there already" in shell("init", "--name", "Somebody Else").err
    assert (nowhere / "marketsweep.toml").read_text() == before


def test_a_sweep_on_a_bad_day_ends_as_one_that_cannot_be_trusted(in_office: Office, shell: Shell) -> None:
    in_office.wait_until(in_office.market.bazaar.spells()[0].starts_at)
    assert shell("sweep", "add", "bad", "--marketplace", "bazaar", "--query", "ivory").exit_code == 0
    assert shell("sweep", "run", "bad").exit_code == 3
    ran = shell("recheck", "--all", "--json")
    assert ran.exit_code == 3
    assert not ran.json[0]["canary_live"]


def test_a_notice_that_is_not_taken_ends_as_incomplete_and_waits(
    in_office: Office, shell: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    case_id = str(in_office.suspect_all()[0].case_id)
    assert shell("notice", "approve", case_id).exit_code == 2, "without --good-faith"
    assert shell("notice", "approve", case_id, "--good-faith").exit_code == 0
    monkeypatch.setenv("MARKETSWEEP_SMTP__HOST", "127.0.0.1")
    monkeypatch.setenv("MARKETSWEEP_SMTP__PORT", "1")
    ran = shell("notice", "send", "--json")
    assert (ran.exit_code, ran.json[0]["outcome"]) == (3, "failed")
    monkeypatch.delenv("MARKETSWEEP_SMTP__HOST")
    assert [each["outcome"] for each in shell("notice", "send", "--json").json] == ["sent"]
    assert shell("notice", "send", "--json").json == []


def test_an_altered_database_is_found_out(in_office: Office, shell: Shell) -> None:
    anchor = shell("verify", "--json").json["head"]
    assert shell("verify", "--anchor", anchor).exit_code == 0
    with sqlite3.connect(in_office.folder / "marketsweep.db") as database:
        triggers = database.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall()
        for (name,) in triggers:
            database.execute(f"DROP TRIGGER {name}")
        database.execute("UPDATE events SET body = replace(body, 'Chanel', 'Channel'), at = '2026-01-01' WHERE seq = 3")
    database.close()
    ran = shell("verify")
    assert ran.exit_code == 1
    assert "Not as it was written" in ran.out


def test_a_reader_that_goes_away_is_no_error(in_office: Office) -> None:
    code = "from marketsweep.cli import main; main()"
    command = [sys.executable, "-c", code, "lists", "show", "wildlife-species", "--json"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=ROOT, text=True) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.readline()
        process.stdout.close()
        assert "Traceback" not in process.stderr.read()
