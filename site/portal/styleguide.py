"""The style guide (`/styleguide/`, development only): every component in every state."""

from datetime import UTC, date, datetime, timedelta

from django import forms
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.utils import timezone

from kernel.rules import public, states

AVAILABILITY = (
    ("open", 36),
    ("few", 3),
    ("waitlist", 0),
    ("full", 0),
    ("not_yet", 0),
    ("paused", 0),
    ("closed", 0),
    ("cancelled", 0),
    ("finished", 0),
)


ICONS = (
    "search person calendar clock place info success warning error honour notice feed",
    "download document print copy next previous down close check pass essay unit people",
    "filter offline key list undo plus minus edit hours",
)


class SampleForm(forms.Form):
    """One field of each kind; bound with gaps, so that errors show."""

    name = forms.CharField(label="姓名", help_text="与身份证件一致，姓在前。")
    phone = forms.CharField(label="手机号码", required=False)
    kind = forms.ChoiceField(label="参加方式", choices=[("on", "现场参加"), ("off", "视频分会场")])
    meal = forms.ChoiceField(
        label="用餐",
        widget=forms.RadioSelect,
        choices=[("plain", "普通"), ("halal", "清真"), ("none", "不用餐")],
    )
    topics = forms.MultipleChoiceField(
        label="感兴趣的专题",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        choices=[("a", "科学家精神"), ("b", "国情省情市情"), ("c", "基层治理")],
    )
    note = forms.CharField(label="备注", required=False, widget=forms.Textarea)
    agree = forms.BooleanField(label="我已阅读并同意现场教学安全须知")


def _at(days: int, hour: int, minute: int = 0) -> datetime:
    """An instant some days from now at an hour of Shanghai."""
    now = timezone.localtime() + timedelta(days=days)
    return now.replace(hour=hour, minute=minute, second=0, microsecond=0)


def _rows() -> list[dict]:
    titles = [
        ("“两弹一星”精神专题研修班（第3期）", "研修班", "绵阳 两弹城"),
        ("走基地、看变化、聚力量：杨舍镇现场教学", "现场教学", "张家港 杨舍镇"),
        ("院士开讲：从一粒种子到一个产业", "专题讲座", "市委党校 报告厅"),
        ("人才沙龙：我与这座城市的十年", "人才沙龙", "金鸡湖 人才会客厅"),
        ("国情研修班（秋季）", "研修班", "青海 原子城纪念馆"),
        ("爱国奋斗报告会", "报告会", "文化艺术中心 大剧院"),
        ("新时代知识分子座谈会", "座谈会", "市委党校 二号会议室"),
        ("观影：《横空出世》", "观看影片", "大光明影城"),
        ("企业家国情研修班（第1期）", "研修班", "井冈山 干部学院"),
    ]
    rows = []
    for index, ((state, left), (title, kind, place)) in enumerate(
        zip(AVAILABILITY, titles, strict=True)
    ):
        row = {
            "state": state,
            "left": left,
            "title": title,
            "kind": kind,
            "place": place,
            "starts": _at(index if state != "finished" else -40, 14),
            "ends": _at(index if state != "finished" else -40, 16, 30),
        }
        row["action_label"] = {"open": "报名", "few": "报名", "waitlist": "加入候补"}.get(state, "")
        row["opens_at"] = _at(7, 9)
        rows.append(row)
    return rows


def _session(start: datetime, minutes: int, title: str, place: str, hours: int, **more) -> dict:
    end = start + timedelta(minutes=minutes)
    return {
        "starts_at": start,
        "ends_at": end,
        "title": title,
        "place": place,
        "hours": hours,
    } | more


def _sessions() -> list[dict]:
    room, lecture = "市委党校 二号教学楼 301", {"form": "专题讲座"}
    star = "从“两弹一星”看科学家精神"
    moved = {"form": "研讨", "moved_from": _at(1, 14)}
    visit = {"form": "现场教学", "speaker": "讲解员 沈知微"}
    film = {"form": "观看影片", "cancelled": True}
    return [
        _session(_at(1, 9), 90, "开班动员与学员破冰", room, 2, speaker="周明远", **lecture),
        _session(_at(1, 10, 45), 75, star, room, 2, speaker="顾清和", now=True, **lecture),
        _session(_at(1, 14, 30), 150, "分组研讨：我的岗位与国家需要", "研讨室 1–4", 3, **moved),
        _session(_at(2, 8, 30), 180, "现场教学：王淦昌故居", "常熟 王淦昌故居", 4, **visit),
        _session(_at(2, 19), 90, "观影与交流", "学员活动中心", 1, **film),
    ]


def _weeks() -> list[list[dict]]:
    now = timezone.localdate()
    first = now.replace(day=1)
    start, weeks = first - timedelta(days=first.weekday()), []
    for week in range(6):
        cells = []
        for index in range(7):
            on = start + timedelta(days=7 * week + index)
            cell: dict = {"date": on, "outside": on.month != now.month, "today": on == now}
            if on.day % 6 == 2 and not cell["outside"]:
                at = {"time": datetime(on.year, on.month, on.day, 6, tzinfo=UTC)}
                cell["entries"] = [{"title": "科学家精神专题讲座", "url": "#month"} | at]
                cell["url"] = "#month"
            if on.day == 1 and not cell["outside"]:
                cell["rest"] = "元旦"
            cell["workday"] = on.day == 12 and not cell["outside"]
            cells.append(cell)
        weeks.append(cells)
    return weeks


def _filters() -> list[dict]:
    def choices(*labels):
        return [
            {"label": label, "url": "#wayfinding", "current": index == 0, "count": count}
            for index, (label, count) in enumerate(labels)
        ]

    return [
        {
            "name": "类型",
            "choices": choices(
                ("全部", 42), ("研修班", 12), ("现场教学", 9), ("讲座", 8), ("沙龙", 13)
            ),
        },
        {"name": "时间", "choices": choices(("不限", ""), ("本周", 3), ("本月", 11), ("下月", 6))},
        {
            "name": "状态",
            "choices": choices(("不限", ""), ("可报名", 17), ("即将开放", 4), ("已结束", 21)),
        },
    ]


def _tracks() -> list[list[dict]]:
    labels = ("报名", "录取", "参加", "心得", "结业")

    def track(*statuses, notes=()):
        pairs = zip(labels, statuses, strict=True)
        found = [{"label": label, "status": status} for label, status in pairs]
        for step, note in zip(found, notes, strict=False):
            step["note"] = note
        return found

    return [
        track("done", "now", "next", "next", "next", notes=("11月2日", "等待审核")),
        track(
            "done",
            "done",
            "done",
            "now",
            "next",
            notes=("11月2日", "11月5日", "6 学时", "还有 3 天"),
        ),
        track(
            "done", "done", "done", "done", "end", notes=("", "", "24 学时", "已采用", "11月20日")
        ),
        track("done", "stopped", "next", "next", "next", notes=("11月2日", "已退出")),
    ]


def _rail() -> dict:
    return {
        "facts": [
            {
                "term": "时间",
                "value": "11月28日（周六）14:00–16:30",
                "note": "还有 3 天",
                "strong": True,
            },
            {"term": "地点", "value": "市委党校 二号教学楼 301", "note": "吴中区越湖路 1 号"},
            {"term": "对象", "value": "在苏高校、科研院所青年教师与科研人员"},
            {"term": "学时", "value": "8 学时"},
            {"term": "承办", "value": "市委组织部人才工作处"},
        ],
        "facts_more": [
            {"label": "加入日历", "url": "#", "icon": "feed"},
            {"label": "打印课程表", "url": "#", "icon": "print"},
        ],
    }


def _ways() -> dict:
    return {
        "strip": [
            {"title": title, "url": "#articles", "text": town, "src": static("drawings/hills.svg")}
            for title, town in (
                ("两弹城", "四川绵阳"),
                ("王淦昌故居", "江苏常熟"),
                ("原子城纪念馆", "青海海北"),
                ("苏州革命博物馆", "江苏苏州"),
            )
        ],
        "tabs": [
            {"label": "月", "url": "#", "current": True},
            {"label": "周", "url": "#"},
            {"label": "列表", "url": "#", "count": 17},
        ],
        "steps": [
            {"title": "报名", "text": "本单位联络员推荐，或您自己报名。"},
            {"title": "等待录取", "text": "三个工作日内通知您。"},
            {
                "title": "到场签到",
                "text": "打开“我的”，出示签到码。",
                "url": "#",
                "label": "我的签到码",
            },
        ],
    }


def _table() -> dict:
    return {
        "table_head": [
            {"label": "单位"},
            {"label": "应参训", "number": True},
            {"label": "已参训", "number": True},
            {"label": "参训率", "number": True},
            {"label": "人均学时", "number": True},
        ],
        "table_rows": [
            [{"value": "苏州大学", "url": "#table"}, 128, 96, "75.0%", "18.5"],
            [{"value": "市立医院", "url": "#table"}, 84, 80, "95.2%", "22.0"],
            ["张家港市杨舍镇", 36, 12, "33.3%", "6.0"],
        ],
        "table_foot": ["合计", 248, 188, "75.8%", "17.9"],
    }


@states(public)
def styleguide(request: HttpRequest) -> HttpResponse:
    """Every component in every state."""
    bad = SampleForm({"name": "", "phone": "12", "kind": "on"})
    bad.add_error("phone", "手机号码是 11 位数字，您填了 2 位。")
    context = {
        "rows": _rows(),
        "sessions": _sessions(),
        "weeks": _weeks(),
        "weekdays": ["一", "二", "三", "四", "五", "六", "日"],
        "filters": _filters(),
        "tracks": _tracks(),
        "form": SampleForm(auto_id="plain_%s"),
        "bad_form": bad,
        "hills": static("drawings/hills.svg"),
        "screens": ["wall", "desk", "marked", "repeat", "refused", "ask"],
        "page_of": Paginator(range(240), 20).page(5),
        "today": timezone.localdate(),
        "soon": _at(3, 14),
        "soon_end": _at(3, 16, 30),
        "last_year": date(timezone.localdate().year - 1, 12, 30),
        "crumbs": [{"title": "研修班", "url": "#"}, {"title": "国情研修", "url": "#"}],
        "icon_names": [name for line in ICONS for name in line.split()],
    }
    context |= _rail() | _ways() | _table()
    return render(request, "styleguide/index.html", context)


@states(public)
def screens(request: HttpRequest, show: str) -> HttpResponse:
    """Screens without chrome: `wall`, `desk`, or the verdict of a mark."""
    svg = (
        '<svg viewBox="0 0 9 9"><path d="M1 1h3v3h-3zM5 1h3v3h-3zM1 5h3v3h-3zM6 6h2v2h-2z"/></svg>'
    )
    return render(request, "styleguide/screens.html", {"show": show, "svg": svg})
