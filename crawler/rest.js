// Tells when a page has come to rest: it is whole, asks for nothing, has no timer about to fire, and nothing of it changes.
(() => {
  const state = globalThis.__oit;
  const soon = 1000; // milliseconds: what a page means to do later than that is not waited for
  const still = 5; // ticks of 20 ms; counted by the page's own clock, so that a starved page is given its time
  const {setTimeout: later, setInterval: often} = globalThis;
  const due = new Set();
  const soonest = (id, delay) => {
    if (!(delay > soon)) { due.add(id); later(() => due.delete(id), delay); }
    return id;
  };
  globalThis.setTimeout = (what, delay, ...given) => soonest(later(what, delay, ...given), delay);
  globalThis.setInterval = (what, delay, ...given) => soonest(often(what, delay, ...given), delay);
  for (const name of ['clearTimeout', 'clearInterval']) {
    const own = globalThis[name];
    globalThis[name] = id => { due.delete(id); own(id); };
  }
  let changed = false;
  const watch = new MutationObserver(() => { changed = true; });
  const parts = {subtree: true, childList: true, characterData: true, attributes: true, attributeFilter: ['href', 'src']};
  watch.observe(document, parts);
  const attach = Element.prototype.attachShadow;
  Element.prototype.attachShadow = function (how) {
    const root = attach.call(this, how);
    watch.observe(root, parts);
    return root;
  };
  // Whether it came to rest within so many milliseconds.
  state.rest = async patience => {
    const end = performance.now() + patience;
    for (let quiet = 0; quiet < still;) {
      if (performance.now() > end) return false;
      await new Promise(done => later(done, 20));
      const moving = changed || due.size > 0 || state.busy > 0 || document.readyState !== 'complete';
      changed = false;
      quiet = moving ? 0 : quiet + 1;
    }
    return true;
  };
})();
