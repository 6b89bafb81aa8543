import gzip
import hashlib
import os
import time
from pathlib import Path

import pytest

from domain.clock import NaiveTimeError
from domain.evidence import Evidence
from storage.evidence import LEFT_OVER_SECONDS, DamagedEvidenceError, EvidenceStore, MissingEvidenceError
from tests.factories import NOON

BODY = b"<html>an ivory bangle</html>" * 50


@pytest.fixture
def store(tmp_path: Path) -> EvidenceStore:
    return EvidenceStore(tmp_path / "evidence")


def put(store: EvidenceStore, body: bytes = BODY) -> Evidence:
    return store.put(body, url="http://bazaar.example/item/1", status=200, fetched_at=NOON, fetched_by="sweep")


@pytest.mark.parametrize("body", [BODY, b"", b"\x00\xff\r\n", "象牙".encode("utf-16")])
def test_bytes_come_back_as_they_were(store: EvidenceStore, body: bytes) -> None:
    kept = put(store, body)
    assert store.read(kept.sha256) == body
    assert (kept.sha256, kept.size) == (hashlib.sha256(body).hexdigest(), len(body))
    assert gzip.decompress((store.root / kept.path).read_bytes()) == body
    assert list(store.check()) == []


def test_the_same_bytes_are_kept_once(store: EvidenceStore) -> None:
    first = put(store)
    written = (store.root / first.path).stat().st_mtime_ns
    assert put(store) == first
    assert (store.root / first.path).stat().st_mtime_ns == written
    assert len([path for path in store.root.rglob("*") if path.is_file()]) == 1


def test_missing_bytes_are_named(store: EvidenceStore) -> None:
    with pytest.raises(MissingEvidenceError, match="0000"):
        store.read("0" * 64)


@pytest.mark.parametrize(
    "damage",
    [
        lambda whole: whole[:-20],
        lambda whole: whole[:40] + bytes([whole[40] ^ 1]) + whole[41:],
        lambda _: gzip.compress(b"another page"),
        lambda _: b"",
        lambda _: BODY,
    ],
)
def test_damaged_bytes_are_never_given_out_and_found_by_the_check(store: EvidenceStore, damage: object) -> None:
    assert callable(damage)
    kept = put(store)
    file = store.root / kept.path
    file.write_bytes(damage(file.read_bytes()))
    with pytest.raises(DamagedEvidenceError):
        store.read(kept.sha256)
    assert [(fault.path, "damaged" in fault.what) for fault in store.check()] == [(kept.path, True)]


def test_what_does_not_belong_there_is_found(store: EvidenceStore) -> None:
    kept = put(store)
    folder = (store.root / kept.path).parent
    (folder / ".part-abc").write_bytes(b"half")
    (folder / ".part-new").write_bytes(b"somebody may be writing it")
    long_ago = time.time() - 2 * LEFT_OVER_SECONDS
    os.utime(folder / ".part-abc", (long_ago, long_ago))
    (folder / "letter.txt").write_text("hello")
    assert sorted(fault.what.split(":")[0] for fault in store.check()) == [
        "is left over from a write that never ended",
        "is not named for what it holds",
    ]


def test_a_store_that_nothing_was_put_into_is_whole(store: EvidenceStore) -> None:
    assert list(store.check()) == []


def test_a_time_without_a_zone_is_refused(store: EvidenceStore) -> None:
    with pytest.raises(NaiveTimeError):
        store.put(BODY, url="", status=None, fetched_at=NOON.replace(tzinfo=None), fetched_by="sweep")
