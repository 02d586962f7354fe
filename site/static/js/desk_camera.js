/* Passes before the camera. Asked for only when the button is pressed. The browser's own reader comes
   first where it has one (phones, as a rule); else the site's decoder, which is loaded then. */
const AGAIN_AFTER = 3_000;
const EVERY = 120;
const SIDE = 480;

function reason(error, words) {
  if (!window.isSecureContext) return words.cameraInsecure;
  if (error.name === "NotAllowedError" || error.name === "SecurityError") return words.cameraRefused;
  return words.cameraNone;
}

/* The middle square of the picture, small enough to be read eight times a second. */
function frame(video, canvas) {
  const side = Math.min(video.videoWidth, video.videoHeight);
  if (!side) return null;
  const picture = canvas.getContext("2d", { willReadFrequently: true });
  const left = (video.videoWidth - side) / 2;
  const top = (video.videoHeight - side) / 2;
  picture.drawImage(video, left, top, side, side, 0, 0, SIDE, SIDE);
  return picture.getImageData(0, 0, SIDE, SIDE);
}

/* What a picture says: a text, or an empty one. */
async function reader(decoder, canvas) {
  try {
    if ((await window.BarcodeDetector?.getSupportedFormats())?.includes("qr_code")) {
      const own = new window.BarcodeDetector({ formats: ["qr_code"] });
      return async (video) => (await own.detect(video))[0]?.rawValue || "";
    }
  } catch {
    /* Announced and not there: some built-in browsers do that. */
  }
  const { decodeQR } = await import(decoder);
  return async (video) => {
    const image = frame(video, canvas);
    return image ? decodeQR(image) : "";
  };
}

export function startCamera(desk, words, take) {
  const button = desk.querySelector("[data-camera-start]");
  const panel = desk.querySelector("[data-camera]");
  const video = panel.querySelector("video");
  const says = panel.querySelector("[data-camera-words]");
  const stopButton = panel.querySelector("[data-camera-stop]");
  const canvas = document.createElement("canvas");
  canvas.width = canvas.height = SIDE;
  let stream = null;
  let timer = 0;
  const last = { text: "", at: 0 };

  function stop() {
    clearInterval(timer);
    stream?.getTracks().forEach((track) => track.stop());
    stream = null;
    panel.hidden = true;
    button.hidden = false;
  }

  function seen(text) {
    const now = Date.now();
    const repeated = text === last.text && now - last.at < AGAIN_AFTER;
    last.text = text;
    last.at = now;
    if (repeated) return;
    const ours = text.toUpperCase().startsWith(desk.dataset.prefix);
    says.textContent = ours ? words.cameraAsks : words.cameraForeign;
    if (ours) take(text);
  }

  async function start() {
    button.hidden = true;
    panel.hidden = false;
    says.textContent = "";
    try {
      if (!navigator.mediaDevices) throw new Error("none");
      stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment" }, audio: false });
      const read = await reader(desk.dataset.decoder, canvas);
      video.srcObject = stream;
      await video.play();
      says.textContent = words.cameraAsks;
      let reading = false;
      timer = setInterval(async () => {
        if (reading) return;
        reading = true;
        try {
          const text = await read(video);
          if (text && stream) seen(text);
        } catch {
          /* No code in this picture. */
        } finally {
          reading = false;
        }
      }, EVERY);
    } catch (error) {
      stop();
      panel.hidden = false;
      button.hidden = false;
      video.hidden = stopButton.hidden = true;
      says.textContent = reason(error, words);
      return;
    }
    video.hidden = stopButton.hidden = false;
  }

  button.hidden = false;
  button.addEventListener("click", start);
  stopButton.addEventListener("click", stop);
  addEventListener("pagehide", stop);
}
