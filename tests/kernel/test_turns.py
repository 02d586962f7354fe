"""The tests' own turns: who measures time is alone, and gets its turn."""

from contextlib import closing
from threading import Barrier, Event, Thread

from tests.services.turns import Turns


def others(folder, stop, inside):
    """A worker with one short test after the other."""
    with closing(Turns(folder)) as turns:
        while not stop.is_set():
            with turns.beside_others():
                inside.append(1)
                stop.wait(0.005)
                inside.pop()


def test_one_that_measures_gets_in_and_finds_nobody(tmp_path):
    stop, crowds = Event(), [[], [], []]
    workers = [Thread(target=others, args=(tmp_path, stop, crowd)) for crowd in crowds]
    for worker in workers:
        worker.start()
    try:
        with closing(Turns(tmp_path)) as own:
            for _turn in range(10):
                with own.beside_others(), own.alone():
                    assert not any(crowds)
                    assert not stop.wait(0.02)
                    assert not any(crowds)
    finally:
        stop.set()
        for worker in workers:
            worker.join()


def test_two_that_want_to_be_alone_do_not_wait_for_each_other(tmp_path):
    met, both_in = [], Barrier(2)

    def measure():
        with closing(Turns(tmp_path)) as turns, turns.beside_others():
            both_in.wait()  # both are beside each other before either asks
            with turns.alone():
                met.append("alone")

    both = [Thread(target=measure, daemon=True) for _ in range(2)]
    for one in both:
        one.start()
    for one in both:
        one.join(timeout=20)
    assert met == ["alone", "alone"]
