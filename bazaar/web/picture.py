"""A picture for each listing, drawn from its number: a simple shape for the category in its own colours."""

from random import Random

from bazaar.goods import read_shapes
from bazaar.offer import Offer


def draw(offer: Offer, size: int = 320) -> str:
    """Draw the picture as SVG."""
    chance = Random(f"picture/{offer.listing_id}")  # noqa: S311 - a drawing, not a secret
    hue = chance.randrange(360)
    back, front = f"hsl({hue} 42% 88%)", f"hsl({(hue + chance.choice((20, 150, 200))) % 360} 38% 42%)"
    turn, scale = chance.randint(-9, 9), chance.uniform(0.78, 1.02)
    blots = "".join(
        f'<circle cx="{chance.randrange(320)}" cy="{chance.randrange(320)}" r="{chance.randint(20, 90)}" '
        f'fill="hsl({(hue + chance.randint(-25, 25)) % 360} 50% 93%)"/>'
        for _ in range(4)
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 320 320" width="{size}" height="{size}">'
        f"<style>.line{{stroke:{back};stroke-width:10;fill:none;stroke-linecap:round}}.hole{{fill:{back}}}</style>"
        f'<rect width="320" height="320" fill="{back}"/>{blots}'
        f'<g fill="{front}" stroke="{front}" stroke-width="0" '
        f'transform="rotate({turn} 160 160) translate(160 160) scale({scale:.2f}) translate(-160 -160)">'
        f"{read_shapes()[offer.category]}</g></svg>"
    )
