from pathlib import Path

from alerts.indicators.kpi import Figure
from tests.alerts.indicators.test_sante_time import five_listings, timed

PAGE = Path(__file__).parents[3] / "docs" / "indicators.md"


def written(figure: Figure) -> str:
    """Write a figure as a row of the table in docs/indicators.md."""

    def number(value: float | None) -> str:
        if value is None:
            return "not reached"
        return f"{value:.0f} h" if figure.unit == "h" else f"{value:.0%}".replace("%", " %")

    surely, possibly = figure.numerator or ("", "")
    cells = [figure.name, number(figure.lower), number(figure.upper), surely, possibly, figure.denominator]
    return "| " + " | ".join(map(str, cells)) + " |"


def test_the_worked_example_of_the_page_is_what_the_method_says() -> None:
    page = PAGE.read_text(encoding="utf-8").replace("|  |", "| |")
    rows = [
        written(figure).replace("|  |", "| |").replace("|  |", "| |") for figure in timed(five_listings()).figures[:8]
    ]
    assert len(rows) == 8
    for row in rows:
        assert row in page, row
