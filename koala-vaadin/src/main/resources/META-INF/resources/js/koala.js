// <koala-elapsed since="…" until="…" now="…">: how long something took, or has been going on. It counts by itself, so that
// the server need not push once a second. "now" is the server's clock at the time of writing.
const units = [[86400, 'd', 3600, 'h'], [3600, 'h', 60, 'min'], [60, 'min', 1, 's']];

function forPeople(seconds, ended) {
  if (ended && seconds < 1) {
    return `${Math.max(0, Math.round(seconds * 1000))} ms`;
  }
  if (seconds < 10) {
    return `${Math.max(0, seconds).toFixed(1)} s`;
  }
  const whole = Math.floor(seconds);
  for (const [size, name, smaller, smallerName] of units) {
    if (whole >= size) {
      return `${Math.floor(whole / size)} ${name} ${Math.floor((whole % size) / smaller)} ${smallerName}`;
    }
  }
  return `${whole} s`;
}

class KoalaElapsed extends HTMLElement {
  static observedAttributes = ['since', 'until', 'now'];
  #skew = 0;
  #timer = 0;

  connectedCallback() {
    this.#restart();
  }

  disconnectedCallback() {
    clearInterval(this.#timer);
  }

  attributeChangedCallback(name, before, now) {
    if (name === 'now' && now) {
      this.#skew = Date.parse(now) - Date.now();
    }
    if (this.isConnected) {
      this.#restart();
    }
  }

  #restart() {
    clearInterval(this.#timer);
    this.#show();
    if (this.hasAttribute('since') && !this.hasAttribute('until')) {
      this.#timer = setInterval(() => this.#show(), 1000);
    }
  }

  #show() {
    const since = Date.parse(this.getAttribute('since') ?? '');
    const until = this.hasAttribute('until') ? Date.parse(this.getAttribute('until')) : Date.now() + this.#skew;
    const text = Number.isNaN(since) ? '–' : forPeople((until - since) / 1000, this.hasAttribute('until'));
    if (this.textContent !== text) {
      this.textContent = text;
    }
  }
}

if (!customElements.get('koala-elapsed')) {
  customElements.define('koala-elapsed', KoalaElapsed);
}

// The button that opens a group of the navigation names its list by an id which Vaadin does not give to the list.
customElements.whenDefined('vaadin-side-nav-item').then(() => requestAnimationFrame(() => {
  for (const item of document.querySelectorAll('vaadin-side-nav-item')) {
    const list = item.shadowRoot?.querySelector('[part~="children"]');
    if (list && !list.id) {
      list.id = 'children';
    }
  }
}));
