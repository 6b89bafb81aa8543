"""Looking at the bazaar over HTTP and writing to it, as a stranger would."""

import json
import smtplib
import urllib.error
import urllib.request
from dataclasses import dataclass
from email.message import EmailMessage
from urllib.parse import quote

from bazaar.incoming import Channel, IncomingNotice
from bazaar.market import Bazaar
from bazaar.offer import Flavour, Offer, OfferState


@dataclass(frozen=True, slots=True)
class Answer:
    status: int
    text: str
    url: str
    headers: dict[str, str]


@dataclass(frozen=True, slots=True)
class Visitor:
    base_url: str

    def get(self, path: str) -> Answer:
        return self._ask(urllib.request.Request(self.base_url + quote(path, safe="/?&=%")))

    def post(self, path: str, body: object) -> Answer:
        data = body if isinstance(body, bytes) else json.dumps(body).encode()
        return self._ask(urllib.request.Request(self.base_url + path, data=data, method="POST"))

    def _ask(self, request: urllib.request.Request) -> Answer:
        try:
            with urllib.request.urlopen(request, timeout=10) as answer:
                return Answer(answer.status, answer.read().decode(), answer.url, dict(answer.headers))
        except urllib.error.HTTPError as error:
            with error:
                return Answer(error.code, error.read().decode(), error.url or "", dict(error.headers))


def send_mail(
    address: tuple[str, int], text: str, *, message_id: str = "<n-1@authority.example>", notice_id: str = "n-1"
) -> None:
    message = EmailMessage()
    message["From"] = "N. Otifier <n@authority.example>"
    message["To"] = "notices@bazaar.example"
    message["Subject"] = "Notice"
    message["Message-ID"] = message_id
    if notice_id:
        message["X-Notice-Id"] = notice_id
    message.set_content(text)
    with smtplib.SMTP(*address, timeout=10) as smtp:
        smtp.send_message(message)


def make_incoming(*listing_ids: str, notice_id: str = "n-1", message_id: str = "") -> IncomingNotice:
    return IncomingNotice(
        notice_id=notice_id,
        message_id=message_id,
        channel=Channel.API,
        notifier_email="n@authority.example",
        listing_ids=listing_ids,
    )


def live(bazaar: Bazaar, *, illicit: bool | None = None, app: bool = False) -> list[Offer]:
    """Live listings, server-rendered unless the application's are asked for."""
    return [
        offer
        for offer in bazaar.offers()
        if offer.state is OfferState.LIVE
        and not offer.not_here
        and (offer.flavour is Flavour.APP) == app
        and (illicit is None or offer.truth.illicit == illicit)
    ]
