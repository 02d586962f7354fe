"""Scenes of learning places: colonnade and clock tower."""

from media.drawing import buildings, hills, sky, trees
from media.drawing.palette import GOLD, PAPER, VERMILION, WHITE, mix
from media.drawing.shapes import arch, disc, ellipse, rect, ribbon, stroke, trapeze, under
from media.drawing.sheet import Sheet


def campus(s: Sheet) -> None:
    """A colonnade with its shadows and a ginkgo in autumn, or a clock tower over a lawn."""
    if s.rng.random() < 0.55:
        _colonnade(s)
    else:
        _tower(s)


def _colonnade(s: Sheet) -> None:
    ground, top = s.rng.uniform(650, 690), s.rng.uniform(210, 260)
    x0, end = s.x(s.rng.uniform(0.3, 0.38)), s.w + 10
    far_top, far = top + 190, ground - 70
    s.plate(s.tone.pale, [disc(s.x(0.2), 330, s.rng.uniform(190, 240))])
    hills.country(s, far - 30, 2)
    s.plate(mix(s.tone.warm, PAPER, 0.45), [rect(-10, far, s.w + 20, 910 - far)])
    s.plate(s.tone.soft, [[(x0, far_top), (end, top), (end, ground + 60), (x0, far)]])
    shapes, shadows = [], []
    count = s.rng.randint(7, 9)
    for i in range(count):
        t = (i / (count - 1)) ** 1.5
        x, thick = x0 + (s.w - 60 - x0) * t, 12 + 46 * t
        foot, head = far + (ground + 60 - far) * t, far_top + (top - far_top) * t
        shapes.append(rect(x, head, thick, foot - head))
        thrown, lean = foot + 60 + 150 * t, 240 + 210 * t
        shadows.append(
            [(x, foot), (x + thick, foot), (x + thick - lean, thrown), (x - lean, thrown)]
        )
    s.plate(mix(s.tone.warm, s.tone.mid, 0.25), shadows)
    s.plate(WHITE, shapes)
    left = x0 - 20
    s.plate(
        s.tone.deep, [[(left, far_top + 4), (end, top + 6), (end, top - 92), (left, far_top - 34)]]
    )
    s.plate(VERMILION, [[(left, far_top + 4), (end, top + 6), (end, top - 6), (left, far_top)]])
    _autumn(s, s.x(s.rng.uniform(0.15, 0.22)), ground)


def _autumn(s: Sheet, x: float, ground: float) -> None:
    """A ginkgo in gold and its fallen leaves."""
    trees.ginkgo(s, x, ground + 70, s.rng.uniform(520, 580), GOLD, s.tone.deep)
    spots = [(s.rng.uniform(0.02, 0.42), s.rng.uniform(ground + 60, 880)) for _ in range(40)]
    s.plate(GOLD, [ellipse(s.x(share), y, 7, 3.5) for share, y in spots])


def _tower(s: Sheet) -> None:
    cx, ground = s.x(s.rng.uniform(0.4, 0.6)), s.rng.uniform(640, 670)
    sky.clouds(s, 120, 280, 3, s.tone.pale)
    hills.country(s, ground - 90, 2)
    _wings(s, cx, ground, s.rng.uniform(760, 900))
    _clock(s, cx, ground, s.rng.uniform(470, 530))
    s.plate(mix(s.tone.soft, s.tone.pale, 0.35), [rect(-10, ground, s.w + 20, 300)])
    s.plate(WHITE, [ribbon([(cx, ground), (cx, 760), (cx, 910)], 520, 60)])
    trees.ginkgo(s, cx - s.x(s.rng.uniform(0.24, 0.34)), ground + 90, 400, GOLD, s.tone.deep)
    trees.ginkgo(s, cx + s.x(s.rng.uniform(0.24, 0.34)), ground + 50, 310, s.tone.mid, s.tone.deep)
    s.plate(s.tone.mid, [under(hills.ridge(s, 868, 20, 1.2), 920)])


def _wings(s: Sheet, cx: float, ground: float, wide: float) -> None:
    """Two wings with round-headed windows."""
    half = wide / 2
    for middle in (cx - half / 2, cx + half / 2):
        left = middle - half / 2
        s.plate(mix(s.tone.warm, PAPER, 0.25), [rect(left, ground - 180, half, 180)])
        s.plate(s.tone.deep, [trapeze(middle, ground - 244, half - 60, ground - 178, half + 32)])
        doors = [arch(left + 54 + i * 66, ground, 40, 110) for i in range(int(half // 66))]
        s.plate(s.tone.mid, doors)


def _clock(s: Sheet, cx: float, ground: float, tall: float) -> None:
    """A tower with a clock, one side in the shade."""
    top, face = ground - tall, ground - tall + 92
    s.plate(mix(s.tone.warm, PAPER, 0.55), [rect(cx - 78, top, 156, tall)])
    s.plate(s.tone.soft, [rect(cx + 36, top, 42, tall)])
    cornice = [rect(cx - 90, ground - tall * 0.62, 180, 12), rect(cx - 3, top - 120, 6, 50)]
    s.plate(s.tone.deep, [buildings.curved_roof(cx, top + 4, 92, 84, 22), *cornice])
    s.plate(WHITE, [disc(cx, face, 48)])
    s.plate(VERMILION, [disc(cx, face, 50)], cut=[disc(cx, face, 43)])
    hour = s.rng.uniform(-30, 30)
    hands = [[(cx, face), (cx + hour * 0.8, face - 28)], [(cx, face), (cx - 25, face + 4)]]
    s.plate(s.tone.deep, [stroke(hand, 5) for hand in hands])
