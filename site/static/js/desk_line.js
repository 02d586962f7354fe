/* The connection, always on the screen: what the browser says, corrected by what really happened. */
export class Line {
  constructor(sign, back) {
    this.sign = sign;
    this.back = back;
    this.isUp = true;
    if (sign) sign.hidden = false;
    addEventListener("online", () => this.up());
    addEventListener("offline", () => this.down());
    if (!navigator.onLine) this.down();
  }

  up() {
    const was = this.isUp;
    this.isUp = true;
    if (this.sign) delete this.sign.dataset.down;
    if (!was) this.back();
  }

  down() {
    this.isUp = false;
    if (this.sign) this.sign.dataset.down = "";
  }
}
