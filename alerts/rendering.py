"""A notice as text, per concern and language, with the legal minimum in plain sight.

Templates run in a sandbox and see only what is put before them here; text of listings is quoted as data.
"""

from dataclasses import dataclass
from functools import lru_cache
from importlib import resources

from jinja2 import PackageLoader, StrictUndefined
from jinja2.sandbox import ImmutableSandboxedEnvironment

from alerts.quoting import exact_address, one_line, quoted
from domain.concern import Concern
from domain.marketplace import Marketplace
from domain.notice import Notice

FALLBACK_LANGUAGE = "en"


@dataclass(frozen=True, slots=True, kw_only=True)
class RenderedNotice:
    """A notice as it is sent: subject and text, and the language that it really is in."""

    notice_id: str
    subject: str
    """One line."""
    text: str
    language: str
    remark: str = ""
    """What a person should know before approving it, for instance that another language was asked for."""


def languages_for(concern: Concern) -> tuple[str, ...]:
    """Return the languages that notices about a concern can be written in."""
    prefix, suffix = f"{concern.value}.", ".txt.j2"
    names = (entry.name for entry in resources.files("alerts").joinpath("templates").iterdir())
    return tuple(sorted(name[len(prefix) : -len(suffix)] for name in names if name.startswith(prefix)))


def render(notice: Notice, marketplace: Marketplace) -> RenderedNotice:
    """Write a notice in its language, or in English, saying so, where there is no template for it."""
    language, remark = _language(notice)
    template = _environment().get_template(f"{notice.concern.value}.{language}.txt.j2")
    module = template.make_module(_variables(notice, marketplace, asked=notice.language if remark else ""))
    subject: str = module.subject  # type: ignore[attr-defined]  # set by every base template
    return RenderedNotice(
        notice_id=notice.notice_id,
        subject=one_line(subject),
        text=_tidy(str(module)),
        language=language,
        remark=remark,
    )


def _language(notice: Notice) -> tuple[str, str]:
    known = languages_for(notice.concern)
    asked = notice.language.strip().lower().replace("_", "-").partition("-")[0]
    if asked in known:
        return asked, ""
    remark = (
        f"There is no template in {one_line(notice.language, 20)!r} for {notice.concern.value}; "
        f"it is written in English. Known: {', '.join(known)}."
    )
    return FALLBACK_LANGUAGE, remark


def _variables(notice: Notice, marketplace: Marketplace, *, asked: str) -> dict[str, object]:
    """Return all that a template may see: values, no objects of ours."""
    return {
        "notice_id": one_line(notice.notice_id),
        "marketplace": one_line(marketplace.name or marketplace.code),
        "legal_ground": one_line(notice.legal_ground, 500),
        "asked_language": one_line(asked, 20),
        "drafted_on": f"{notice.drafted_at:%Y-%m-%d %H:%M} UTC",
        "notifier": {
            "name": one_line(notice.notifier.name),
            "email": one_line(notice.notifier.email),
            "organisation": one_line(notice.notifier.organisation),
            "capacity": notice.notifier.capacity.value,
        },
        "listings": [
            {
                "listing_id": one_line(item.key.listing_id),
                "url": exact_address(item.url),
                "title": quoted(item.title, 300),
                "explanation": quoted(item.explanation, 5000, indent="     "),
            }
            for item in notice.items
        ],
    }


@lru_cache(maxsize=1)
def _environment() -> ImmutableSandboxedEnvironment:
    return ImmutableSandboxedEnvironment(
        loader=PackageLoader("alerts", "templates"),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        autoescape=lambda name: name is not None and ".html" in name,
    )


def _tidy(text: str) -> str:
    """Return the text without blank space at its ends and with one empty line at most between two others."""
    lines = [line.rstrip() for line in text.strip().splitlines()]
    kept = [line for line, before in zip(lines, ["", *lines], strict=False) if line or before]
    return "\n".join(kept) + "\n"
