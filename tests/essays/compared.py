"""Texts that agree in part, and essays of them that were handed in and compared."""

from essays import actions
from essays.models import Essay, EssayTask, SimilarityCheck
from kernel.outbox import drain_once
from people.models import Unit
from tests.factories import Cast, make_person, make_registration

FIRST = "清晨的雾还没有散，我们沿着石阶走到旧址门前，讲解员指着墙上那道浅浅的刻痕说起当年的事。"
SECOND = "她说那一年河水涨得很高，渡口只剩一条船，船工来回撑了整整一夜，把三十多个人送到了对岸。"
THIRD = "回到单位以后我把这段话抄在笔记本的第一页，每次觉得事情难办的时候就翻出来看一看再动手。"
QUOTATION = "江山就是人民，人民就是江山，打江山、守江山，守的是人民的心，这句话写在展厅的尽头。"
ORDINARY = "今天的课讲的是桥梁检测的方法，老师带着仪器来，让每个人都上手试了一遍才肯下课休息。"
LONG = {"min_characters": 20, "max_characters": 3000}


def written(cast: Cast, task: EssayTask, name: str, text: str, unit: Unit | None = None) -> Essay:
    """An essay handed in by somebody of the unit, and compared."""
    author = make_person(name, unit or cast.unit)
    make_registration(task.offering, author)
    essay = actions.start(by=author, task=task).record
    given = {"title": "复核人一栏", "version": 0, "original": True}
    assert actions.submit(by=author, essay=essay, text=text, **given).ok
    while drain_once():
        pass
    essay.refresh_from_db()
    return essay


def check_of(essay: Essay) -> SimilarityCheck:
    """The comparison of what was handed in last."""
    return SimilarityCheck.objects.get(revision=essay.latest_revision())


def found_in(essay: Essay) -> list[Essay]:
    """The earlier essays that it named."""
    return [one.other.essay for one in check_of(essay).found.select_related("other__essay")]
