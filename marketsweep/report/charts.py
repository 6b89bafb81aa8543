"""Charts of a report: Vega-Lite specifications, drawn to SVG without a browser or a network."""

import json
from collections.abc import Sequence
from datetime import timedelta
from typing import Any

import vl_convert

from alerts.indicators import KPIRow
from marketsweep.report.contents import Stage, TruePoint

HOUR = timedelta(hours=1)
INK = "#1f2933"
REMOVED = "#0b6e4f"
LIVE = "#c2410c"
TRUTH = "#7c3aed"
COLOURS = {
    "removed": REMOVED,
    "live": LIVE,
    "changed": "#eab308",
    "sold or ended": "#64748b",
    "blocked for us": "#94a3b8",
    "unknown": "#cbd5e1",
}
_CONFIG = {
    "background": "transparent",
    "font": "Arial, Helvetica, sans-serif",
    "padding": 8,
    "view": {"stroke": None},
    "axis": {"labelColor": INK, "titleColor": INK, "gridColor": "#e5e7eb", "labelFontSize": 12, "titleFontSize": 12},
    "legend": {"labelFontSize": 12, "titleFontSize": 12, "columnPadding": 24, "labelLimit": 240},
}


def funnel_chart(stages: Sequence[Stage]) -> str:
    """Return bars from listings seen to listings removed."""
    order = [stage.name for stage in stages]
    bars = {
        "mark": {"type": "bar", "color": REMOVED, "height": 22},
        "encoding": {
            "x": {"field": "count", "type": "quantitative", "title": "distinct listings", "axis": {"tickCount": 8}},
            "y": {"field": "stage", "type": "nominal", "sort": order, "title": None},
        },
    }
    labels = {
        "mark": {"type": "text", "align": "left", "dx": 5, "color": INK, "fontSize": 13},
        "encoding": {
            "x": {"field": "count", "type": "quantitative"},
            "y": {"field": "stage", "type": "nominal", "sort": order},
            "text": {"field": "count", "type": "quantitative", "format": ","},
        },
    }
    values = [{"stage": stage.name, "count": stage.count} for stage in stages]
    return _svg({"data": {"values": values}, "width": 780, "height": {"step": 34}, "layer": [bars, labels]})


def outcome_chart(outcomes: Sequence[tuple[str, str, int]]) -> str:
    """Return one stacked bar per concern: what became of its listings."""
    return _svg(
        {
            "data": {"values": [{"concern": a, "outcome": b.replace("_", " "), "listings": n} for a, b, n in outcomes]},
            "width": 780,
            "height": {"step": 38},
            "mark": {"type": "bar", "height": 24},
            "encoding": {
                "x": {
                    "aggregate": "sum",
                    "field": "listings",
                    "type": "quantitative",
                    "title": "distinct listings",
                    "axis": {"tickCount": 8},
                },
                "y": {"field": "concern", "type": "nominal", "title": None},
                "color": {
                    "field": "outcome",
                    "type": "nominal",
                    "scale": {"domain": list(COLOURS), "range": list(COLOURS.values())},
                    "legend": {"orient": "top", "title": None},
                },
            },
        }
    )


def interval_chart(rows: Sequence[KPIRow], points: Sequence[TruePoint] = ()) -> str:
    """Return one line per notified listing: between which hours after its notice it was removed; open if still live."""
    true = {point.listing_id: point.hours for point in points}
    ordered = sorted(rows, key=lambda row: (row.upper is None, row.upper or row.lower or timedelta()))
    values: list[dict[str, Any]] = [
        {
            "place": place,
            "from": max((row.lower or timedelta()) / HOUR, 0.5),
            "to": max((row.upper if row.upper is not None else row.lower or timedelta()) / HOUR, 0.5),
            "end": "removed between" if row.upper is not None else "still live at",
            "true": max(true[row.key.listing_id], 0.5) if row.key.listing_id in true else None,
        }
        for place, row in enumerate(ordered)
    ]
    scale = {"type": "log", "domain": [0.5, max([400.0, *(value["to"] for value in values)])]}
    axis = {"values": [1, 6, 24, 48, 72, 168, 336], "title": "hours after the notice was sent (logarithmic)"}
    x = {"field": "from", "type": "quantitative", "scale": scale, "axis": axis}
    y = {"field": "place", "type": "ordinal", "axis": None}
    colour = {
        "field": "end",
        "type": "nominal",
        "scale": {"domain": ["removed between", "still live at"], "range": [REMOVED, LIVE]},
        "legend": {"orient": "top", "title": None},
    }
    layers: list[dict[str, Any]] = [
        {
            "mark": {"type": "rule", "strokeWidth": 5},
            "encoding": {"x": x, "x2": {"field": "to"}, "y": y, "color": colour},
        },
        {
            "mark": {"type": "point", "filled": True, "size": 42, "opacity": 1},
            "encoding": {"x": x | {"field": "to"}, "y": y, "color": colour},
        },
    ]
    if true:
        layers.append(
            {
                "transform": [{"filter": "datum.true != null"}],
                "mark": {"type": "tick", "color": TRUTH, "thickness": 3, "size": 9},
                "encoding": {"x": x | {"field": "true"}, "y": y},
            }
        )
    return _svg({"data": {"values": values}, "width": 780, "height": {"step": 10}, "layer": layers})


def share_chart(rows: Sequence[KPIRow], points: Sequence[TruePoint] = ()) -> str:
    """Return the share of notified listings removed by each hour: a band between what is sure and what is possible."""
    hours = [0, 1, 3, 6, 12, *range(24, 24 * 15, 12)]
    total = max(len(rows), 1)
    values = [
        {
            "hour": hour,
            "surely": sum(row.upper is not None and row.upper <= hour * HOUR for row in rows) / total,
            "possibly": sum((row.lower or timedelta()) < hour * HOUR for row in rows) / total,
            "truth": sum(point.hours <= hour for point in points) / total if points else None,
        }
        for hour in hours
    ]
    x = {
        "field": "hour",
        "type": "quantitative",
        "title": "hours after the notice was sent",
        "axis": {"values": list(range(0, 24 * 15, 24))},
    }
    y = {"type": "quantitative", "axis": {"format": "%"}, "scale": {"domain": [0, 1]}}
    layers: list[dict[str, Any]] = [
        {
            "mark": {"type": "area", "color": REMOVED, "opacity": 0.35, "interpolate": "step-after"},
            "encoding": {
                "x": x,
                "y": y | {"field": "surely", "title": "removed, share of the notified"},
                "y2": {"field": "possibly"},
            },
        },
        {
            "mark": {"type": "line", "color": REMOVED, "interpolate": "step-after"},
            "encoding": {"x": x, "y": y | {"field": "surely"}},
        },
    ]
    if points:
        layers.append(
            {
                "mark": {"type": "line", "color": TRUTH, "strokeDash": [5, 3], "interpolate": "step-after"},
                "encoding": {"x": x, "y": y | {"field": "truth"}},
            }
        )
    return _svg({"data": {"values": values}, "width": 780, "height": 240, "layer": layers})


def _svg(spec: dict[str, Any]) -> str:
    whole = {"$schema": "https://vega.github.io/schema/vega-lite/v6.json", "config": _CONFIG, **spec}
    svg: str = vl_convert.vegalite_to_svg(json.dumps(whole))
    return svg
