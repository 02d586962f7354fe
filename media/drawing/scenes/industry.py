"""Scenes of industry: the loom and the circuit."""

from collections.abc import Callable
from itertools import pairwise
from math import sin

from media.drawing import hills, sky
from media.drawing.palette import GOLD, PAPER, VERMILION, mix
from media.drawing.shapes import Point, Shape, along, disc, rect, smooth, stroke, turned
from media.drawing.sheet import Sheet


def enterprise(s: Sheet) -> None:
    """Saw-tooth roofs spinning threads, or the lines of a circuit."""
    if s.rng.random() < 0.5:
        _loom(s)
    else:
        _circuit(s)


def _loom(s: Sheet) -> None:
    level, count = s.rng.uniform(390, 440), s.rng.randint(5, 7)
    x0, bay = s.x(s.rng.uniform(0.06, 0.2)), s.w * 0.74 / count
    sky.sun(s, x0 + bay * s.rng.randint(1, count - 1), level - 210, s.rng.uniform(58, 80))
    hills.country(s, level - 40, 2)
    s.plate(PAPER, [rect(-10, level, s.w + 20, 520)])
    for x in (x0 + i * bay for i in range(count)):
        lit, glass = x + bay * 0.4, x + 10
        s.plate(
            s.tone.deep, [[(x, level), (x, level - 150), (x + bay, level - 56), (x + bay, level)]]
        )
        pane = [(glass, level - 118), (glass, level - 60), (lit, level - 60), (lit, level - 96)]
        s.plate(s.tone.warm, [pane])
    s.plate(s.tone.deep, [rect(x0 - 10, level - 8, s.w * 0.74 + 20, 44)])
    _warp(s, x0, level + 36)


def _warp(s: Sheet, x0: float, top: float) -> None:
    """Threads that run down from the sheds and are woven on the way; one of them is vermilion."""
    gap, spread, drift = 27, s.rng.uniform(1.05, 1.3), s.rng.uniform(-70, 70)
    threads = [
        _thread(s, x0 + i * gap, x0, top, spread, drift) for i in range(int(s.w * 0.74 / gap))
    ]
    cloth = threads[0] + threads[-1][::-1]
    for i in range(s.rng.randint(3, 5)):
        weft = along(s.w, _weft(560 + i * 84, i * 1.3), 14)
        ink = (s.tone.warm, s.tone.soft, GOLD)[i % 3]
        s.plate(ink, [stroke(weft, s.rng.uniform(20, 60))], clip=[cloth])
    red = s.rng.randrange(len(threads) // 4, len(threads) * 3 // 4)
    for group, ink in enumerate((s.tone.mid, s.tone.soft, s.tone.deep)):
        s.plate(ink, [stroke(line, 7, 10) for line in threads[group::3]])
    s.plate(VERMILION, [stroke(threads[red], 13, 17)])


def _weft(y: float, phase: float) -> Callable[[float], float]:
    """A woven band that rises and falls around `y`."""
    return lambda x: y + 20 * sin(x / 210 + phase)


def _thread(s: Sheet, x: float, x0: float, top: float, spread: float, drift: float) -> Shape:
    middle = x0 + s.w * 0.37
    end = middle + (x - middle) * spread + drift
    return smooth(
        [(x, top), (x + (end - x) * 0.2, top + 160), (x + (end - x) * 0.85, top + 330), (end, 930)],
        8,
    )


def _circuit(s: Sheet) -> None:
    cx, cy = s.x(s.rng.uniform(0.4, 0.6)), s.rng.uniform(400, 500)
    half = s.rng.uniform(115, 140)
    for side in range(4):
        lanes = s.rng.randint(6, 9)
        for i in range(lanes):
            _lane(s, (cx, cy), half, (i - (lanes - 1) / 2) * half * 2 / lanes, side * 90)
    s.plate(s.tone.deep, [rect(cx - half, cy - half, half * 2, half * 2)])
    inner = half * 0.78
    face = rect(cx - inner, cy - inner, inner * 2, inner * 2)
    s.plate(mix(s.tone.deep, s.tone.soft, 0.25), [face])
    step, count = half * 0.34, 4
    places = [
        (cx - half * 0.66 + i * step, cy - half * 0.66 + j * step)
        for i in range(count)
        for j in range(count)
    ]
    cells = [rect(x, y, half * 0.28, half * 0.28) for x, y in places]
    red = cells.pop(s.rng.randrange(len(cells)))
    s.rng.shuffle(cells)
    s.plate(s.tone.soft, cells[5:])
    s.plate(GOLD, cells[:5])
    s.plate(VERMILION, [red])


def _lane(s: Sheet, centre: Point, half: float, offset: float, degrees: float) -> None:
    """One line of the circuit, from the edge of the chip to its eye."""
    cx, cy = centre
    run, turn = s.rng.uniform(60, 230), offset * s.rng.uniform(1.2, 2.0)
    start, bent = cx + half, cx + half + run + abs(turn)
    xs = (start, start + run, bent, bent + s.rng.uniform(60, 420))
    ys = (cy + offset, cy + offset, cy + offset + turn, cy + offset + turn)
    line = turned(zip(xs, ys, strict=True), degrees, centre)
    ink = s.rng.choice((s.tone.mid, s.tone.mid, s.tone.soft, s.tone.warm))
    parts = [stroke(pair, 7) for pair in pairwise(line)]
    joints = [disc(x, y, 3.5) for x, y in line[1:-1]]
    s.plate(ink, [*parts, *joints, disc(*line[-1], 15)], cut=[disc(*line[-1], 8)])
