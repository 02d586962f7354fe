/* What the kit shows. Every text of a person goes in as text, never as markup. */
export function element(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value === false || value === undefined) continue;
    made.setAttribute(key, value === true ? "" : value);
  }
  made.append(...children);
  return made;
}

export const clock = (instant) => new Date(instant).toTimeString().slice(0, 5);

export const fill = (words, values) => words.replace(/\{(\w+)\}/g, (_all, name) => values[name] ?? "");

/* One person; `known` is what this device knows of them at the chosen stage. */
export function row(person, known, words) {
  const state = known ? fill(words.here, known) : person.expected ? "" : person.word;
  const verb = known
    ? element("button", { type: "button", class: "who__verb who__verb--undo", "data-undo": person.id, disabled: !known.mark }, words.undo)
    : element("button", { type: "button", class: "who__verb", "data-mark": person.id }, words.mark);
  verb.setAttribute("aria-label", fill(known ? words.undoOne : words.markOne, person));
  const unit = element("span", { class: "who__unit" });
  if (person.companions) unit.append(element("b", {}, fill(words.companions, { number: person.companions })), " ");
  unit.append(person.unit);
  return element(
    "li",
    { class: `who${known ? " who--here" : person.expected ? "" : " who--not"}`, "data-key": person.key },
    element("span", { class: "who__name" }, person.name), unit,
    element("span", { class: "who__state" }, state), verb,
  );
}

export function verdict(tone, headline, name, why, template) {
  const made = template.content.firstElementChild.cloneNode(true);
  made.classList.add(`verdict--${tone}`);
  made.querySelector(".verdict__word").textContent = headline;
  made.querySelector(".verdict__name").textContent = name;
  made.querySelector(".verdict__reason").textContent = why;
  return made;
}

/* Distinct people per stage and bus, as all desks together know them. */
export function table(stats, words) {
  const lines = stats.stages.flatMap((stage) => [
    element("tr", {}, element("th", { scope: "row" }, stage.label), element("td", {}, String(stage.people)), element("td", {}, stage.companions ? `+${stage.companions}` : "")),
    ...stage.buses.filter((bus) => bus.bus).map((bus) =>
      element("tr", {}, element("td", {}, fill(words.bus, bus)), element("td", {}, String(bus.people)), element("td", {}, bus.companions ? `+${bus.companions}` : ""))),
  ]);
  return element("tbody", {}, ...lines);
}
