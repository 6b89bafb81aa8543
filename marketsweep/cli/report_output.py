"""A report in the terminal."""

from marketsweep.cli.output import print_table
from marketsweep.report.contents import Contents
from marketsweep.report.page import shown


def print_figures(contents: Contents) -> None:
    """Print the figures as tables, with their methods and bounds."""
    for kpi in contents.kpis:
        rows = [(figure.name, shown(figure)) for figure in kpi.figures]
        print_table(
            f"{kpi.method} v{kpi.version}: {kpi.title} ({kpi.censored} not over yet)", ("figure", "value"), rows
        )
    if contents.truth:
        lines = [(line.name, line.reported, line.truth, "yes" if line.agrees else "NO") for line in contents.truth]
        print_table("Reported beside the truth", ("figure", "reported", "truth", "agree"), lines)
