"""Keeps a crawl on the hosts of its marketplace, through every redirect."""

from scrapy import Request

from crawlers.fetch_errors import OffsiteError
from crawlers.recipe import Recipe

RECIPE = "recipe"
"""The request's meta key for the recipe of its marketplace."""


class HostsMiddleware:
    """Refuses requests, and hops of redirects, to hosts that are none of the marketplace's."""

    async def process_request(self, request: Request) -> None:
        """Refuse a request that left its marketplace."""
        recipe: Recipe | None = request.meta.get(RECIPE)
        if recipe is not None and not recipe.owns(request.url):
            raise OffsiteError(f"{request.url} is on no host of {recipe.code}")
