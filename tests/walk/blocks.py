"""Bodies of the scene's pages: a few blocks for most, the whole library for one article."""

from typing import Any

from events.models import Speaker, Theme, VenuePage
from media.models import CustomDocument
from media.uploads import LIBRARY, CheckedFile
from portal.models import CampaignPage, HomePage

BODY = [
    ("heading", "站台上的一堂课"),
    ("paragraph", "<p>弘扬爱国奋斗精神，从身边事做起。</p>"),
    ("quotation", {"text": "两道粉笔印，不能只靠一个人。", "source": "学员心得"}),
    ("timeline", {"moments": [{"when": "1939", "what": "来到"}, {"when": "1940", "what": "离开"}]}),
    ("callout", {"title": "请注意", "text": "<p>周一闭馆。</p>"}),
]


def whole_library() -> list[tuple[str, Any]]:
    """One of each block that needs no picture."""
    kept = {
        extension: CustomDocument.objects.create(
            title=f"口述{extension}",
            file=CheckedFile(b"\0" * 9, f"a.{extension}", LIBRARY[extension]),
        )
        for extension in ("mp4", "mp3", "pdf")
    }
    played = {"title": "口述", "poster": None, "transcript": "<p>从那一天讲起。</p>"}
    person = {"name": "", "role": "", "picture": None, "text": "<p>二十年讲一课。</p>"}
    rule = {"kind": None, "unit": "", "theme": None, "state": "coming", "count": 5}
    return [
        *BODY,
        ("paragraph", "<p>县志有载[1]。</p>"),
        ("recording", {"file": kept["mp4"], **played}),
        ("recording", {"file": kept["mp3"], **played}),
        ("documents", {"documents": [kept["pdf"]]}),
        ("columns", {"columns": [[("paragraph", "<p>左</p>")], [("heading", "右")]]}),
        ("person", {"speaker": Speaker.objects.earliest("pk").public_id, **person}),
        ("venue", {"page": VenuePage.objects.earliest("pk"), "note": "东门集合"}),
        ("offerings", {"title": "近期", **rule}),
        ("figures", {"title": "数字", "which": ["courses", "held", "essays"], "theme": None}),
        ("footnotes", {"notes": ["<p>《县志》卷三。</p>"]}),
    ]


def make_campaign(home: HomePage) -> None:
    """A campaign with the theme of the scene's topic."""
    page = CampaignPage(title="爱国奋斗", slug="campaign", summary="一年一题。", body=BODY)
    home.add_child(instance=page)
    page.themes.set(Theme.objects.all())
    page.save()
