"""A video is read as well as heard: lines of its transcript that begin with a time are captions."""

import pytest
from django.contrib.staticfiles import finders

from tests.publishing.test_blocks import body, recording

CUES = """() => [...document.querySelectorAll("video")].map((video) =>
  [...video.textTracks].flatMap((track) => [...track.cues].map((cue) =>
    [track.kind, track.label, track.mode, cue.startTime, cue.endTime, cue.text])))"""
TIMED = (
    "<p>旁白：片头音乐。</p><p>00:12 请您从那一天讲起。</p>"
    "<ul><li>00:15 那天下着雨。</li><li>1:02:03 完。</li></ul>"
)


@pytest.mark.django_db
def test_timed_lines_of_a_transcript_are_captions(browser) -> None:
    film = {"file": recording("片.mp4", "mp4"), "title": "口述", "poster": None}
    sound = {"file": recording("声.mp3", "mp3"), "title": "口述", "poster": None}
    text = body(
        [
            ("recording", film | {"transcript": TIMED}),
            ("recording", film | {"transcript": "<p>没有时间：12:30 开始。</p>"}),
            ("recording", sound | {"transcript": TIMED}),
        ]
    )
    page = browser.new_page()
    page.set_content(f'<!doctype html><html lang="zh-hans"><main>{text}</main>')
    page.add_script_tag(path=finders.find("js/captions.js"), type="module")
    page.wait_for_function("document.querySelector('video').textTracks.length")
    timed, untimed = page.evaluate(CUES)
    page.context.close()
    kind = ["captions", "字幕", "showing"]
    assert timed == [
        [*kind, 12, 15, "请您从那一天讲起。"],
        [*kind, 15, 23, "那天下着雨。"],
        [*kind, 3723, 3731, "完。"],
    ]
    assert untimed == []
