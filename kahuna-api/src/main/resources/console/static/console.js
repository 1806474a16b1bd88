// The page of a console. The address holds a ticket that opens it once. Kahuna then gives the page another one, kept in this
// tab, with which it can be opened again after a broken connection or a reload.
import {Terminal} from './xterm.mjs';

const FORM = /^[A-Za-z0-9_-]{43}$/;
const KEPT = 'kowabunga.console';
// A serial port has no size; its guests take it for a terminal of 80 by 24.
const terminal = new Terminal({cols: 80, rows: 24, cursorBlink: true, disableStdin: true, scrollback: 5000, theme: {background: '#14161a'}});
const instance = document.getElementById('instance');
const sentence = document.getElementById('sentence');
const again = document.getElementById('again');
let socket;
let opened = false;

function say(state, words) {
  sentence.dataset.state = state;
  sentence.textContent = words;
}

function ticket() {
  const given = location.pathname.split('/').pop();
  return FORM.test(given) ? given : sessionStorage.getItem(KEPT);
}

function told(notice) {
  say(notice.state, notice.sentence);
  if (notice.instance) {
    instance.textContent = notice.instance;
    document.title = notice.instance + ' · Console';
  }
  if (notice.again) {
    sessionStorage.setItem(KEPT, notice.again);
    // The ticket in the address is used up: a reload takes the kept one.
    history.replaceState(null, '', 'again');
  }
  if (notice.state === 'open') {
    opened = true;
    terminal.options.disableStdin = false;
    terminal.focus();
  }
}

function ended(event) {
  terminal.options.disableStdin = true;
  if (sentence.dataset.state !== 'ended') {
    say('ended', event.reason || (opened ? 'The connection to Kahuna broke.' : 'Kahuna does not answer.'));
  }
  again.hidden = false;
}

function connect() {
  const key = ticket();
  again.hidden = true;
  opened = false;
  if (!key) {
    say('ended', 'This page has no console any more. Open it again where you found it.');
    return;
  }
  say('connecting', 'Connecting …');
  const address = new URL(key + '/stream', location.href);
  address.protocol = address.protocol.replace('http', 'ws');
  const mine = new WebSocket(address);
  socket = mine;
  mine.binaryType = 'arraybuffer';
  mine.onmessage = event => {
    if (typeof event.data === 'string') {
      told(JSON.parse(event.data));
    } else {
      terminal.write(new Uint8Array(event.data));
    }
  };
  mine.onclose = ended;
}

function send(bytes) {
  if (socket.readyState === WebSocket.OPEN) {
    socket.send(bytes);
  }
}

terminal.open(document.getElementById('terminal'));
terminal.onData(text => send(new TextEncoder().encode(text)));
terminal.onBinary(text => send(Uint8Array.from(text, letter => letter.charCodeAt(0))));
again.addEventListener('click', connect);
connect();
