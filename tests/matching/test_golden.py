import json

from tests.matching.golden import FILE, results

RENEW = "If this is meant, raise METHOD where judging changed, and renew with `python -m tests.matching.golden`."


def test_the_digest_of_a_tiny_list_is_that_of_every_other_machine() -> None:
    assert results()["digest"] == json.loads(FILE.read_text(encoding="utf-8"))["digest"], RENEW


def test_the_same_digest_gives_the_same_results() -> None:
    golden = json.loads(FILE.read_text(encoding="utf-8"))
    now = results()
    if now["digest"] == golden["digest"]:
        assert now["results"] == golden["results"], RENEW
