// Captions of a video, out of the lines of its transcript that begin with a time: "00:12 ……".

const TIMED = /^\s*(?:(\d{1,2})[:：])?(\d{1,3})[:：](\d{2})\s+(\S.*)$/s;
const LONGEST = 8; // seconds that the last line stands, and any line before a pause

function timed(line) {
  const found = TIMED.exec(line.textContent);
  if (!found) return [];
  const [, hours = 0, minutes, seconds, words] = found;
  return [{ at: Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds), words }];
}

for (const video of document.querySelectorAll("video[data-captions]")) {
  const lines = video.closest("figure").querySelectorAll("details p, details li");
  const said = [...lines].flatMap(timed).sort((one, other) => one.at - other.at);
  if (said.length) {
    const language = video.closest("[lang]")?.lang ?? "";
    const track = video.addTextTrack("captions", video.dataset.captions, language);
    for (const [index, { at, words }] of said.entries()) {
      const next = said[index + 1]?.at ?? Infinity;
      track.addCue(new VTTCue(at, Math.min(next, at + LONGEST), words));
    }
    track.mode = "showing";
  }
}
