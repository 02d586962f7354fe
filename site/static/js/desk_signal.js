/* A tone and a vibration for each kind of verdict, so that nobody has to look down. */
const TUNES = { marked: [880, 1320], ask: [880, 660], repeat: [660], refused: [220, 220, 220] };
const SHAKES = { marked: 80, ask: [80, 60, 80], repeat: 60, refused: [200, 80, 200] };
let audio = null;

export function say(tone) {
  try {
    // Browsers complain in the console when a page shakes a phone that nobody has touched yet.
    if (navigator.userActivation?.hasBeenActive) navigator.vibrate?.(SHAKES[tone] || 60);
    audio ??= new AudioContext();
    if (audio.state === "suspended") audio.resume();
    (TUNES[tone] || [660]).forEach((pitch, index) => {
      const from = audio.currentTime + index * 0.14;
      const voice = audio.createOscillator();
      const loud = audio.createGain();
      voice.frequency.value = pitch;
      voice.type = tone === "refused" ? "square" : "sine";
      loud.gain.setValueAtTime(0.2, from);
      loud.gain.exponentialRampToValueAtTime(0.001, from + 0.13);
      voice.connect(loud).connect(audio.destination);
      voice.start(from);
      voice.stop(from + 0.13);
    });
  } catch {
    /* A device without sound still shows the verdict. */
  }
}
