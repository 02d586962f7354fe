// Sorts the list of venues by distance from the reader: asked on a click, rounded, never kept.
const box = document.querySelector("[data-near]");
const DECIMALS = 2; // about a kilometre

function show({ coords }) {
  const here = new URL(location.href);
  here.searchParams.delete("page");
  here.searchParams.set("near", `${coords.latitude.toFixed(DECIMALS)},${coords.longitude.toFixed(DECIMALS)}`);
  location.replace(here);
}

const canAsk = navigator.geolocation && window.isSecureContext;

if (box && !canAsk) box.hidden = true;
if (box && canAsk) {
  const button = box.querySelector("[data-near-ask]");
  const said = box.querySelector("[data-near-said]");
  button.addEventListener("click", () => {
    said.textContent = button.dataset.waiting;
    button.disabled = true;
    navigator.geolocation.getCurrentPosition(show, () => {
      said.textContent = button.dataset.refused;
      button.disabled = false;
    }, { enableHighAccuracy: false, timeout: 15000, maximumAge: 600000 });
  });
}
