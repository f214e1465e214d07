// Notes whether a page has reached for anything that outlives it. `leave` says whether it has not; from then on it
// reaches nothing, and is told nothing of its end.
(() => {
  const state = globalThis.__oit;
  let touched = false;
  let leaving = false;
  const watch = (owner, name) => {
    const own = owner && Object.getOwnPropertyDescriptor(owner, name);
    if (!own) return;
    const {get, set} = own;
    const kept = name === 'cookie'; // reading it leaves nothing behind
    const watched = {
      get() {
        if (leaving) return undefined;
        touched ||= !kept;
        return get.call(this);
      },
      set(value) {
        if (leaving) return;
        touched = true;
        set?.call(this, value);
      },
    };
    try {
      Object.defineProperty(owner, name, {...own, ...watched});
    } catch {
      touched = true;
    }
  };
  for (const name of ['localStorage', 'sessionStorage', 'indexedDB', 'caches', 'cookieStore', 'sharedStorage', 'name'])
    watch(globalThis, name);
  for (const name of ['storage', 'storageBuckets', 'serviceWorker']) watch(Navigator.prototype, name);
  watch(Document.prototype, 'cookie');
  for (const name of ['Worker', 'SharedWorker', 'WebSocket', 'webkitRequestFileSystem', 'webkitResolveLocalFileSystemURL']) {
    const own = globalThis[name];
    const noted = (how, given) => {
      if (leaving) throw new DOMException('', 'SecurityError');
      touched = true;
      return Reflect[how](...given);
    };
    if (own) globalThis[name] = new Proxy(own, {
      construct: (...given) => noted('construct', given),
      apply: (...given) => noted('apply', given),
    });
  }
  const mute = event => { if (leaving) event.stopImmediatePropagation(); };
  for (const kind of ['beforeunload', 'pagehide', 'unload', 'visibilitychange', 'freeze'])
    globalThis.addEventListener(kind, mute, true);
  Object.defineProperty(state, 'leave', {value: () => {
    leaving = state.leaving = true;
    for (let timer = setTimeout(() => 0); timer > 0; timer--) clearTimeout(timer);
    return !touched;
  }});
})();
