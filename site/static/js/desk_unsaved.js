/* Marks that the site does not have yet. They outlive a reload of the page, not the tab: names of
   persons must not stay on a borrowed phone. */
export class Unsaved {
  constructor(desk, words, send) {
    this.key = `desk:${desk.dataset.session}`;
    this.panel = desk.querySelector("[data-unsaved]");
    this.words = words;
    this.send = send;
    this.marks = this.read();
    this.panel.querySelector("[data-retry]").addEventListener("click", () => this.retry());
    addEventListener("beforeunload", (event) => { if (this.marks.length) event.preventDefault(); });
    this.draw();
    if (this.marks.length) this.retry();
  }

  read() {
    try {
      return JSON.parse(sessionStorage.getItem(this.key)) || [];
    } catch {
      return [];
    }
  }

  write() {
    try {
      sessionStorage.setItem(this.key, JSON.stringify(this.marks));
    } catch {
      /* Storage may be refused; the marks then last as long as the page. */
    }
    this.draw();
  }

  keep(mark, why) {
    this.marks.push(mark);
    this.why = why;
    this.write();
  }

  async retry() {
    if (this.busy) return;
    this.busy = true;
    try {
      while (this.marks.length) {
        const mark = this.marks[0];
        const answer = await this.send(mark);
        if (!answer.saved) {
          this.why = answer.why;
          this.draw();
          break;
        }
        this.marks.shift();
        this.write();
      }
    } finally {
      this.busy = false;
    }
  }

  draw() {
    this.panel.hidden = this.marks.length === 0;
    this.panel.querySelector("[data-unsaved-why]").textContent = this.words[this.why || "noConnection"];
    const rows = this.marks.map((mark) => {
      const row = document.createElement("li");
      const name = document.createElement("span");
      const time = document.createElement("time");
      name.textContent = mark.label;
      time.textContent = new Date(mark.at).toTimeString().slice(0, 5);
      row.append(name, time);
      return row;
    });
    this.panel.querySelector("ul").replaceChildren(...rows);
  }
}
