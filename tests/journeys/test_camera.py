"""Real pictures before Chromium's fake camera: a pass at the desk, the code on the screen."""

from datetime import timedelta
from io import BytesIO

import pytest
from django.urls import reverse
from django.utils import timezone
from PIL import Image
from playwright.sync_api import expect

from attendance.actions import set_door
from attendance.models import Attendance
from attendance.passes import pass_of, pass_text
from media.qr import qr_matrix
from tests.factories import make_offering, make_registration, make_session
from tests.journeys.conftest import ALONE, CHINESE, PHONE
from tests.journeys.screen import sign_in as sign_in_at
from tests.services.chromium import find_chromium

pytestmark = pytest.mark.django_db(transaction=True)
DECODER = "/static/vendor/qr/decode.js"
# What the camera application of a phone does: look until there is a code, and say what it holds.
LOOK = """async (decoder) => {
  const { decodeQR } = await import(decoder);
  const video = document.createElement("video");
  video.srcObject = await navigator.mediaDevices.getUserMedia({ video: true });
  await video.play();
  for (let look = 0; look < 50; look += 1) {
    const canvas = new OffscreenCanvas(video.videoWidth, video.videoHeight);
    const paper = canvas.getContext("2d");
    paper.drawImage(video, 0, 0);
    try { return decodeQR(paper.getImageData(0, 0, canvas.width, canvas.height)); }
    catch { await new Promise((done) => setTimeout(done, 100)); }
  }
  return "";
}"""


@pytest.fixture
def session(cast):
    """A session that has just begun; somebody is expected."""
    offering = make_offering(unit=cast.city, sessions=0)
    make_registration(offering, cast.participant)
    begins = timezone.now() - timedelta(minutes=5)
    return make_session(offering, starts_at=begins, title="从“两弹一星”看科学家精神")


@pytest.fixture
def camera(browser, tmp_path, live_server):
    """Opens a phone whose camera sees a picture with a code, held a little askew."""
    opened = []

    def look_at(code):
        picture = Image.new("L", (640, 480), 200)
        askew = code.convert("L").resize((400, 400), Image.Resampling.NEAREST)
        picture.paste(askew.rotate(4, fillcolor=255), (120, 40))
        frame = BytesIO()
        picture.convert("RGB").save(frame, "JPEG", quality=80)
        film = tmp_path / "camera.mjpeg"
        film.write_bytes(frame.getvalue() * 4)
        # A second browser of the kind that this process drives.
        chromium = browser.browser_type.launch(
            executable_path=find_chromium(),
            args=[
                *ALONE,
                "--use-fake-ui-for-media-stream",
                "--use-fake-device-for-media-stream",
                f"--use-file-for-fake-video-capture={film}",
            ],
        )
        opened.append(chromium)
        context = chromium.new_context(base_url=live_server.url, **(CHINESE | PHONE))
        return context.new_page()

    yield look_at
    for chromium in opened:
        chromium.close()


def printed(text):
    """A code as it stands on a card."""
    matrix = qr_matrix(text)
    code = Image.new("L", (len(matrix), len(matrix)), 255)
    code.putdata([0 if dark else 255 for line in matrix for dark in line])
    return code


def test_the_camera_of_a_desk_reads_a_pass(camera, shot, cast, session, live_server):
    page = camera(printed(pass_text(pass_of(cast.participant))))
    sign_in_at(page, cast.organiser, live_server.url)
    page.goto(reverse("desk-session", args=[session.public_id]))
    page.get_by_role("button", name="用摄像头扫码").click()
    expect(page.locator("[data-result]")).to_contain_text("林𠮷安", timeout=15_000)
    shot(page, "desk-camera")
    assert Attendance.objects.get().method == "pass"


def test_a_phone_reads_the_screen_with_its_camera(
    camera, desktop, sign_in, shot, cast, session, live_server
):
    set_door(by=None, session=session, takes_codes=True, steps_before=6, fence=None)
    wall = sign_in(desktop(), cast.organiser)
    wall.goto(reverse("code", args=[session.public_id]))
    expect(wall.locator(".wall__code")).to_be_visible()
    page = camera(Image.open(BytesIO(wall.locator(".wall__code").screenshot())))
    page.goto(DECODER)  # anything of this site that a camera may be used on
    address = page.evaluate(LOOK, DECODER)
    assert address.startswith(f"{live_server.url}/c/{session.public_id}-")
    sign_in_at(page, cast.participant, live_server.url)
    page.goto(address)
    shot(page, "camera-scanned")
    assert not Attendance.objects.exists(), "looking writes nothing"
    page.get_by_role("button", name="签到", exact=True).click()
    expect(page.locator("[data-result]")).to_contain_text("已签到")
    mark = Attendance.objects.get()
    assert (mark.method, mark.registration.person) == ("code", cast.participant)
