"""On a slow phone the first words of every public page stand within a second, and nothing jumps.

Served as in production: the page from the cache, its files compressed by WhiteNoise, over a line of
1.6 Mbit/s with 150 ms to every answer, to a processor that is slowed down to that of a slow phone,
however fast this machine is at the moment.
"""

import shutil
from threading import Thread

import pytest
from django.conf import settings as site
from django.contrib.staticfiles import finders
from django.core.handlers.wsgi import WSGIHandler
from django.core.servers.basehttp import ThreadedWSGIServer, WSGIRequestHandler
from django.test import Client
from whitenoise.compress import Compressor

from publishing.joined import JOINED
from tests.journeys.conftest import CHINESE, PHONE
from tests.walk.scene import published

pytestmark = pytest.mark.sweep
LINE = {
    "offline": False,
    "latency": 150,
    "downloadThroughput": 1_600_000 / 8,
    "uploadThroughput": 750_000 / 8,
}
MOST_MS, MOST_BYTES = 1000, 60_000
TRIES = 12  # the best counts: what else this machine does now is not the page's doing
# What SPEED answers on a phone of the slower half; desktops have 1000 to 2000, as by the index of
# https://github.com/GoogleChrome/lighthouse/blob/main/docs/throttling.md
SLOW_PHONE = 320
SPEED = """() => {
  const during = (work) => {
    const begun = performance.now();
    let done = 0;
    while (performance.now() - begun < 150) { work(); done += 1; }
    return done / 10 / ((performance.now() - begun) / 1000);
  };
  const strings = during(() => {
    let text = "";
    for (let i = 0; i < 10_000; i += 1) text += "a";
    return text.length;
  });
  let [from, to] = [Array.from({ length: 100_000 }, (_, i) => i), new Array(100_000).fill(0)];
  const numbers = during(() => {
    for (let i = 0; i < from.length; i += 1) to[i] = from[i];
    [from, to] = [to, from];
  });
  return (strings + numbers) / 2;
}"""
COUNTED = ("Document", "Stylesheet", "Script")
PAINTED = """() => new Promise((done) => {
  const jumped = [];
  new PerformanceObserver((list) => {
    for (const one of list.getEntries()) {
      if (one.hadRecentInput) continue;
      for (const { node } of one.sources) jumped.push(node ? node.outerHTML || node.data : "?");
    }
  }).observe({ type: "layout-shift", buffered: true });
  setTimeout(() => {
    const paint = performance.getEntriesByName("first-contentful-paint")[0];
    done({ paint: paint ? paint.startTime : 1e6, jumped });
  }, 100);
})"""


class Silent(WSGIRequestHandler):
    """Answers without a line on the screen for each."""

    def log_message(self, *_args):
        """Nothing."""


@pytest.fixture
def files(tmp_path):
    """What `collectstatic` leaves of our own files, compressed."""
    root = tmp_path / "static"
    shutil.copytree(site.STATICFILES_DIRS[0], root)
    shutil.copy(finders.find(JOINED), root / JOINED)
    compressor = Compressor(quiet=True)
    for file in root.rglob("*"):
        if file.suffix in (".css", ".js", ".svg"):
            compressor.compress(str(file))
    return root


@pytest.fixture
def served(scene, files, settings):
    """Where the site is served to whoever asks for a page that is kept."""
    settings.STATIC_ROOT = files
    server = ThreadedWSGIServer(("127.0.0.1", 0), Silent)
    server.set_app(WSGIHandler())
    serving = Thread(target=server.serve_forever, daemon=True)
    serving.start()
    yield f"127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()
    serving.join()


def load(browser, address):
    """A first visit: milliseconds to the first words, what jumped, compressed bytes."""
    context = browser.new_context(**(CHINESE | PHONE))
    page = context.new_page()
    line = context.new_cdp_session(page)
    kinds, sizes = {}, {}
    line.on("Network.responseReceived", lambda e: kinds.update({e["requestId"]: e["type"]}))
    line.on(
        "Network.loadingFinished",
        lambda e: sizes.update({e["requestId"]: e["encodedDataLength"]}),
    )
    line.send("Network.enable")
    line.send("Network.emulateNetworkConditions", LINE)
    slower = max(1, page.evaluate(SPEED) / SLOW_PHONE)
    line.send("Emulation.setCPUThrottlingRate", {"rate": slower})
    response = page.goto(address)
    assert response.status == 200, address
    seen = page.evaluate(PAINTED)
    context.close()
    weight = sum(size for key, size in sizes.items() if kinds.get(key) in COUNTED)
    return seen["paint"], seen["jumped"], weight


def first_words(browser, address):
    """Milliseconds to the first words of the quickest visit; what jumped in each of them."""
    best, always = 1e6, None
    for _try in range(TRIES):
        paint, jumped, weight = load(browser, address)
        assert weight < MOST_BYTES, address
        best = min(best, paint)
        always = jumped if always is None else [one for one in always if one in jumped]
        if best < MOST_MS and not always:
            break
    return best, always


@pytest.mark.django_db
def test_the_first_words_of_every_page_stand_within_a_second(
    browser, served, alone, record_property
):
    pages = {type(page).__name__: page.url for page in published("zh-hans")}
    # The server has a connection of its own, which sees nothing of this test: what is not kept
    # is not found.
    for url in pages.values():
        assert Client().get(url, headers={"host": served}).status_code == 200
    load(browser, f"http://{served}/")  # browser and server have begun
    took = {name: first_words(browser, f"http://{served}{url}") for name, url in pages.items()}
    for name, (paint, _jumped) in took.items():
        record_property(name, round(paint))
    assert not {name: seen for name, seen in took.items() if seen[0] > MOST_MS or seen[1]}
