"""The planted copies are found and nothing else is, on a small scale and on the site's own path."""

from essays.models import Fingerprint
from tests.bench.planted import Writer, written
from tests.bench.similarity import Planted, similarity
from tests.factories import Cast, make_offering, make_person


def test_planted_copies_are_found_and_quotations_are_not(cast: Cast) -> None:
    authors = [make_person(f"作者{number}", cast.unit) for number in range(30)]
    judged = similarity(make_offering(unit=cast.district), authors, essays=20, each=2)
    assert judged.planted == {"30 % copied": 2, "reordered": 2, "synonyms": 2}
    assert judged.found == judged.planted
    assert (judged.recall, judged.precision) == (1.0, 1.0)
    assert Fingerprint.objects.count() > 30 * 150
    assert "recall 1.000" in judged.sentence()
    assert judged.plain()["found"] == judged.plain()["planted"]


def test_the_same_seed_writes_the_same() -> None:
    assert written(Writer(seed=3).essay()) == written(Writer(seed=3).essay())
    assert written(Writer(seed=3).essay()) != written(Writer(seed=4).essay())


def test_slow_or_wrong_is_said() -> None:
    judged = Planted(10, seconds=[0.1], named=10)
    judged.planted["reordered"] = judged.found["reordered"] = 10
    assert judged.right
    judged.seconds.append(2.1)
    assert not judged.right
    assert judged.sentence().startswith("WRONG")
    judged.seconds.pop()
    judged.named = 11
    assert not judged.right
