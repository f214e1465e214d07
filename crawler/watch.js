// Watches what a page asks for. While its closed parts are being opened, keeps the page where it is, sends no form,
// and remembers where it would have led.
(() => {
  const state = {busy: 0, away: [], opening: false, sending: true, leaving: false};
  Object.defineProperty(globalThis, '__oit', {value: state});
  const held = method => state.leaving || state.opening && !state.sending && !/^(?:get|head)$/i.test(method || 'get');
  const {open: begin, send} = XMLHttpRequest.prototype;
  const methods = new WeakMap();
  XMLHttpRequest.prototype.open = function (method, ...given) {
    methods.set(this, method);
    return begin.call(this, method, ...given);
  };
  XMLHttpRequest.prototype.send = function (...given) {
    if (held(methods.get(this))) return;
    state.busy++;
    this.addEventListener('loadend', () => state.busy--, {once: true});
    try {
      send.apply(this, given);
    } catch (error) {
      state.busy--;
      throw error;
    }
  };
  const plain = globalThis.fetch;
  globalThis.fetch = (what, how) => {
    if (held(how?.method || what?.method)) return new Promise(() => 0);
    state.busy++;
    return plain(what, how).finally(() => setTimeout(() => state.busy--, 0));
  };
  const beacon = navigator.sendBeacon;
  navigator.sendBeacon = (...given) => state.opening || state.leaving ? true : beacon.apply(navigator, given);
  const open = globalThis.open;
  globalThis.open = (url, ...more) => {
    if (!state.opening) return open.call(globalThis, url, ...more);
    state.away.push(String(new URL(url, document.baseURI)));
    return null;
  };
  document.addEventListener('submit', event => { if (state.opening) event.preventDefault(); }, true);
  for (const name of ['submit', 'requestSubmit']) {
    const own = HTMLFormElement.prototype[name];
    HTMLFormElement.prototype[name] = function (...given) { if (!state.opening) return own.apply(this, given); };
  }
  globalThis.navigation?.addEventListener('navigate', event => {
    if (!state.opening || event.hashChange || !event.cancelable) return;
    state.away.push(event.destination.url);
    event.preventDefault();
  });
})();
