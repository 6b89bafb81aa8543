"""`marketsweep lists`: look at keyword lists, and lint them."""

from pathlib import Path
from typing import Annotated

import typer

from marketsweep.cli.options import ListsOption, end_with
from marketsweep.cli.output import JsonOption, print_json

app = typer.Typer(name="lists", help="Look at the keyword lists, and lint them before they are used.")

SHOW_EPILOG = """[bold]Examples[/]

  marketsweep lists show

  marketsweep lists show LIST_ID --language de

  marketsweep lists show LIST_ID --reveal --json     (terms of a TLP:AMBER or TLP:RED list)"""

LEARN_EPILOG = """[bold]Examples[/]

  marketsweep lists learn

  marketsweep lists learn --anew     (count all listings that are kept again)

A sweep learns by itself when it ends. No typing error is forgiven in an ordinary word; a word that resembles a listed
one is not ordinary however often it is used."""

LINT_EPILOG = """[bold]Examples[/]

  marketsweep lists lint     (the shipped lists and those of the setting lists_dir)

  marketsweep lists lint my-lists/ draft.yaml

A fault keeps a list from loading; advice is about a list that loads but may catch too much or too little. Both are told
with file and line. Exit code 1 if there is a fault, or advice with --strict."""


@app.command(epilog=SHOW_EPILOG)
def show(
    list_id: Annotated[str | None, typer.Argument(metavar="[LIST_ID]", help="The list whose terms are shown.")] = None,
    language: Annotated[str | None, typer.Option(help="Only terms of this language, such as de.")] = None,
    reveal: Annotated[
        bool, typer.Option("--reveal", help="Print the terms of a confidential list (TLP:AMBER, TLP:RED) too.")
    ] = False,
    lists: ListsOption = None,
    as_json: JsonOption = False,
) -> None:
    """Show the lists at hand, or the terms of one. Published terms teach evaders: confidential ones are kept back."""
    from marketsweep.cli.lists_output import print_lists, print_terms
    from marketsweep.keyword_list_choice import chosen_lists, list_of
    from marketsweep.list_summary import list_as_json, terms_as_json, terms_of
    from marketsweep.settings import load_settings

    found = chosen_lists(lists or [], load_settings())
    if list_id is None:
        print_json([list_as_json(each) for each in found]) if as_json else print_lists(found)
        return
    keyword_list = list_of(found, list_id)
    terms = terms_of(keyword_list, language, reveal=reveal)
    if as_json:
        print_json({**list_as_json(keyword_list), "terms": terms_as_json(terms)})
    else:
        print_terms(keyword_list, terms)


@app.command(epilog=LINT_EPILOG)
def lint(
    paths: Annotated[
        list[Path] | None, typer.Argument(metavar="[PATH]...", help="Files or folders with keyword lists.")
    ] = None,
    strict: Annotated[bool, typer.Option("--strict", help="Advice counts as a fault.")] = False,
    as_json: JsonOption = False,
) -> None:
    """Tell every fault of keyword lists with file and line, and advice; exit code 1 if there is a fault."""
    from domain.clock import system_clock
    from marketsweep.cli.lists_output import print_lint
    from marketsweep.list_linting import lint_lists
    from marketsweep.settings import load_settings

    report = lint_lists(paths or [], load_settings(), system_clock().date())
    print_lint(report, as_json=as_json)
    end_with(incomplete=False, found=bool(report.faults or (strict and report.advice)))


@app.command(epilog=LEARN_EPILOG)
def learn(
    anew: Annotated[bool, typer.Option("--anew", help="Forget what was learnt first.")] = False,
    as_json: JsonOption = False,
) -> None:
    """Learn which words are ordinary from the listings that sweeps saw, and tell how many are known."""
    from marketsweep.cli.lists_output import print_learning
    from marketsweep.cli.opening import opened
    from marketsweep.learning import learn_anew, learn_words, what_is_known

    workspace = opened()
    new_listings = learn_anew(workspace) if anew else learn_words(workspace)
    print_learning(what_is_known(workspace, new_listings=new_listings), as_json=as_json)
