// Opens what is closed on a page, one part after the other, as a visitor would, within so many clicks and
// milliseconds; gives the number of parts that were new. What a later click replaces is kept at the page's end of it.
async ([clicks, patience, words]) => {
  const state = globalThis.__oit;
  if (!state) return 0;
  const end = performance.now() + patience;
  const tick = ms => new Promise(done => setTimeout(done, ms));
  const calm = async () => {
    let quiet = 0;
    const until = Math.min(end, performance.now() + 3000);
    while (quiet < 3 && performance.now() < until) { await tick(20); quiet = state.busy > 0 ? 0 : quiet + 1; }
  };
  const of = a => `${a.href} ${a.textContent.trim()}`;
  const name = e => (e.innerText || e.textContent || e.getAttribute('aria-label') || '').trim().slice(0, 120);
  const leads = e => {
    const a = e.closest('a[href]');
    if (!a) return false;
    const href = a.getAttribute('href').trim();
    return href !== '' && !href.startsWith('#') && !/^javascript:/i.test(href);
  };
  const sends = e => {
    const b = e.closest('button, input');
    return !!b && !!b.form && (b.type === 'submit' || b.type === 'reset' || b.type === 'image');
  };
  const risky = /log\s*-?(?:in|out)|sign\s*-?(?:in|up|out)|ออกจากระบบ|เข้าสู่ระบบ|สมัคร|ลบ|delete|remove|ส่งข้อ|บันทึก|ยืนยัน|ชำระ|โหวต|vote|submit/i;
  const more = new RegExp(`^(?:${words})[\\s.»›>↓⌄…]*$`, 'i');
  const parts = [
    'details', 'select', '[aria-expanded=false]', '[data-toggle=collapse]', '[data-bs-toggle=collapse]',
    '[data-toggle=tab]', '[data-bs-toggle=tab]', '[data-toggle=pill]', '[data-bs-toggle=pill]', '[role=tab]',
    '[class*=accordion-button]', '[class*=tab-title]', '[class*=accordion-title]', '[class*=accordion-header]',
    '[class*=tablink]',
    '[class*=tab-btn]', '[class*=tab-link]', '[data-tab]',
  ].join(',');
  const closed = `${parts},[onclick]`;
  const may = e => e.isConnected && !leads(e) && !sends(e) && !risky.test(name(e)) && !e.closest('header nav, .navbar')
    && !/dropdown/i.test(e.getAttribute('data-toggle') || e.getAttribute('data-bs-toggle') || '');
  const pieces = [];
  let left = clicks;
  let opened = 0;
  const keep = (control, label, holder, html, anchors) =>
    pieces.push({control, label, holder, html, hrefs: anchors.map(a => a.href)});
  const common = anchors => {
    let holder = anchors[0].parentElement;
    while (holder && !anchors.every(a => holder.contains(a))) holder = holder.parentElement;
    return holder && holder !== document.body && holder !== document.documentElement ? holder : null;
  };
  // Whether a script of the page goes to other addresses by itself, as for a choice of pages.
  const jumping = [...document.scripts].some(s => /location\s*=|location\.|\.open\(/.test(s.text));
  const step = async (control, label, act, earlier = '', sending = true) => {
    const held = [...document.querySelectorAll('a[href]')];
    const before = new Set(held.map(of));
    const away = state.away.length;
    left--;
    // What merely has a handler may do anything: nothing but reading is let through for it.
    state.sending = sending && (!control.matches('[onclick]') || control.matches(parts) || more.test(label));
    try { act(); } catch {}
    await calm();
    const now = [...document.querySelectorAll('a[href]')];
    const after = new Set(now.map(of));
    const lost = held.filter(a => !after.has(of(a)) && !pieces.some(piece => piece.hrefs.includes(a.href)));
    const roots = new Set(lost.map(a => { while (a.parentElement) a = a.parentElement; return a; }));
    if (lost.length) keep(control, earlier, null, [...roots].map(root => root.outerHTML).join(' '), lost);
    for (const url of new Set(state.away.slice(away))) {
      const a = document.createElement('a');
      a.href = url; a.textContent = label;
      (control.isConnected ? control : document.body.lastElementChild).after(a);
      opened++;
    }
    const fresh = now.filter(a => !before.has(of(a)));
    if (fresh.length) {
      const holder = common(fresh);
      keep(control, label, holder, holder ? holder.outerHTML : fresh.map(a => a.outerHTML).join(' '), fresh);
    }
    return fresh.length;
  };
  state.opening = true;
  try {
    for (const details of document.querySelectorAll('details:not([open])')) {
      if (left <= 0 || performance.now() > end) break;
      await step(details, name(details.querySelector('summary') || details), () => {
        const summary = details.querySelector('summary');
        if (summary) summary.click();
        details.open = true;
      });
    }
    const done = new Set();
    for (let round = 0; round < 2; round++) {
      for (const e of [...document.querySelectorAll(closed)].filter(e => !e.matches('details, select'))) {
        if (left <= 0 || performance.now() > end) break;
        if (done.has(e) || e.ariaSelected === 'true' || !may(e) || more.test(name(e))) continue;
        done.add(e);
        await step(e, name(e), () => e.click());
      }
    }
    for (const select of [...document.querySelectorAll('select')]) {
      let earlier = select.selectedOptions[0]?.text.trim() || '';
      const years = [...select.options].filter(o => /(?:25|20)\d\d/.test(o.text));
      const jumps = years.length < 2;
      if (jumps && !(jumping || /location|open\(/.test(select.getAttribute('onchange') || ''))) continue;
      const options = jumps ? [...select.options].filter(o => o.value && !o.disabled && !risky.test(o.text)) : years;
      const away = state.away.length;
      for (const option of options.slice(0, 12)) {
        if (left <= 0 || performance.now() > end) break;
        if (jumps && option !== options[0] && state.away.length === away) break;
        await step(select, option.text.trim(), () => {
          select.value = option.value;
          for (const kind of ['input', 'change']) select.dispatchEvent(new Event(kind, {bubbles: true}));
        }, earlier, !jumps);
        earlier = option.text.trim();
      }
    }
    for (let times = 0; times < 10 && left > 0 && performance.now() < end; times++) {
      const e = [...document.querySelectorAll('button, a, [role=button], div, span, p, input[type=button]')].find(
        e => e.children.length < 4 && e.textContent.length < 100 && more.test((e.value || e.textContent).trim())
          && may(e) && !e.disabled && e.getClientRects().length);
      if (!e || !(await step(e, name(e), () => e.click()))) break;
    }
  } finally { state.opening = false; }
  const here = new Set([...document.querySelectorAll('a[href]')].map(a => a.href));
  const replaced = pieces.some(piece => piece.holder && !piece.holder.isConnected);
  const headed = label => { const head = document.createElement('h3'); head.textContent = label; return head; };
  for (const piece of pieces) {
    if (piece.holder && piece.holder.isConnected && piece.hrefs.every(href => here.has(href))) {
      for (let e = piece.holder; e && e !== document.body; e = e.parentElement) {
        if (e.style && e.style.display === 'none') e.style.removeProperty('display');
        e.removeAttribute('hidden');
      }
      if (replaced) (piece.holder.closest('ul, ol, table') || piece.holder).before(headed(piece.label));
      continue;
    }
    const part = document.createElement('section');
    part.append(headed(piece.label));
    const body = document.createElement('div');
    body.innerHTML = piece.html;
    part.append(body);
    (piece.control.isConnected ? piece.control.closest('form, label, p') || piece.control : document.body.lastElementChild)
      .after(part);
  }
  return pieces.length + opened;
}
