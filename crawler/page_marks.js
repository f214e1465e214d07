// Looks for quoted words on the page, brings them into view, and marks them. Runs in a world of its own: the page's
// scripts can neither see nor change it. crawler/documents/marking.py has the same for documents.
async (quote) => {
  const LEAST = 4, NEAR = 600, MOST = 3e6;
  const letters = (c) => {
    if (c === "\u0e33") return "\u0e32";
    const code = c.codePointAt(0);
    if (code >= 0x0e50 && code <= 0x0e59) return String(code - 0x0e50);
    if (/\p{Nd}/u.test(c)) return c.normalize("NFKC");
    return /\p{L}/u.test(c) ? c.toLowerCase() : "";
  };
  const folded = (text) => Array.from(text, letters).join("");

  // all letters of the page, with the text node and offset of each
  const nodes = [], places = [], offsets = [];
  let text = "";
  const walker = document.createTreeWalker(document.body || document.documentElement, NodeFilter.SHOW_TEXT, (node) =>
    /^(SCRIPT|STYLE|NOSCRIPT|TEMPLATE)$/i.test(node.parentNode.nodeName) ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_ACCEPT);
  const pieces = [];
  for (let node; (node = walker.nextNode()) && places.length < MOST;) {
    nodes.push(node);
    let at = 0;
    for (const c of node.data) {
      for (const letter of letters(c)) { pieces.push(letter); places.push(nodes.length - 1); offsets.push(at); }
      at += c.length;
    }
  }
  text = pieces.join("");

  const range = (begin, end) => {
    const made = document.createRange(), last = nodes[places[end - 1]];
    made.setStart(nodes[places[begin]], offsets[begin]);
    let stop = offsets[end - 1] + 1;
    while (stop < last.data.length && /[\p{M}\u0e33]/u.test(last.data[stop])) stop++;
    made.setEnd(last, stop);
    return made;
  };
  const flat = (e) => getComputedStyle(e).overflow !== "visible" && e.getBoundingClientRect().height < 4;
  const away = (e) => { // hidden, faint or folded
    if (!e.checkVisibility({ visibilityProperty: true })) return true;
    for (; e && e !== document.documentElement; e = e.parentElement) if (+getComputedStyle(e).opacity < 0.3 || flat(e)) return true;
    return false;
  };
  const visible = (made) => [...made.getClientRects()].some((r) => r.width > 1 && r.height > 1);
  const chrome = (made) => {
    const from = made.startContainer;
    return (from.nodeType === 1 ? from : from.parentElement).closest("nav, header, footer, [role=navigation]") !== null;
  };
  const occurrence = (word) => { // seen and outside menus before seen before hidden; the first of each
    let best = -1, rank = 0;
    for (let at = text.indexOf(word), n = 0; at >= 0 && n < 200; at = text.indexOf(word, at + 1), n++) {
      const made = range(at, at + word.length), now = visible(made) && !away(made.startContainer.parentElement) ? (chrome(made) ? 2 : 3) : 1;
      if (now > rank) { best = at; rank = now; }
      if (rank === 3) break;
    }
    return best;
  };

  // what stands in brackets are the program's words about the quotation: a file, an address, a kind of thing
  const said = quote.replace(/\[[^\]]*\]?/g, " "), about = (quote.match(/\[[^\]]*/g) || []).join(" ");
  const whole = folded(said);
  let ranges = [], element = null;
  let at = -1;
  for (const words of [folded(quote), whole]) {
    if (at < 0 && words.length >= 2 && (at = occurrence(words)) >= 0) ranges = [range(at, at + words.length)];
  }
  for (const between of [/[|\t\n“”"…();]|[:,]\s|\s{2,}|\s[-–—/]\s/, /[|\s“”"…();:]+/]) {
    if (ranges.length) break;
    const parts = [...new Set(said.split(between).map(folded))].filter((part) => part.length >= LEAST && text.includes(part))
      .sort((a, b) => b.length - a.length || (a < b ? -1 : 1));
    if (!parts.length) continue;
    at = occurrence(parts[0]);
    let sum = parts[0].length;
    const found = [range(at, at + sum)];
    for (const part of parts.slice(1)) {
      const other = text.indexOf(part, Math.max(0, at - NEAR));
      if (other >= 0 && other < at + parts[0].length + NEAR) { found.push(range(other, other + part.length)); sum += part.length; }
    }
    if (sum * 2 >= whole.length) ranges = found;
  }
  if (!ranges.length) { // words that are no text: names of pictures and fields, addresses
    const target = (about.match(/https?:\/\/\S+/) || [""])[0];
    for (const node of document.querySelectorAll("[alt], [title], [placeholder], [value], [aria-label], [href], [src], [action]")) {
      const named = ["alt", "title", "placeholder", "value", "aria-label"].some((name) => {
        const value = folded(node.getAttribute(name) || "");
        return value.length >= LEAST && (value.includes(whole) || (value.length * 2 > whole.length && whole.includes(value)));
      });
      const leads = target.length > 12 && [node.href, node.src, node.action].some((to) => typeof to === "string" && to.startsWith(target));
      if ((named && whole.length >= LEAST) || leads) { element = node; if (node.getClientRects().length) break; }
    }
  }
  if (!ranges.length && !element) { scrollTo({ top: 0, left: 0, behavior: "instant" }); return { marked: false }; }

  // what is folded away is opened
  const first = element || ranges[0].startContainer.parentElement;
  const seen = () => element ? element.getClientRects().length > 0 && element.getBoundingClientRect().width > 1 : visible(ranges[0]);
  const opened = !seen() || away(first);
  if (opened) {
    for (let e = first; e && e !== document.documentElement; e = e.parentElement) {
      const style = getComputedStyle(e);
      if (e.nodeName === "DETAILS") e.open = true;
      e.removeAttribute("hidden");
      if (style.display === "none") e.style.setProperty("display", "block", "important");
      if (style.visibility !== "visible") e.style.setProperty("visibility", "visible", "important");
      if (+style.opacity < 0.3) e.style.setProperty("opacity", "1", "important");
      if (flat(e)) {
        e.style.setProperty("height", "auto", "important");
        e.style.setProperty("max-height", "none", "important");
      }
    }
  }
  if (!seen()) { scrollTo({ top: 0, left: 0, behavior: "instant" }); return { marked: false }; }

  first.scrollIntoView({ block: "nearest", inline: "nearest", behavior: "instant" });
  // pictures that load as they come into view
  const near = [...document.images].filter((e) => { const r = e.getBoundingClientRect(); return r.bottom > 0 && r.top < innerHeight && !e.complete; });
  await Promise.race([Promise.all(near.map((e) => new Promise((done) => { e.onload = e.onerror = done; }))), new Promise((done) => setTimeout(done, 700))]);
  const file = (about.match(/\S*\/\S+/) || [""])[0];
  const beside = file.length < 6 ? [] : [...document.querySelectorAll("[src]")].filter((e) => typeof e.src === "string" && e.src.includes(file)).slice(0, 1);
  const boxes = () => (element ? [element] : ranges).flatMap((part) => [...part.getClientRects()])
    .filter((r) => r.width > 1 && r.height > 1).slice(0, 60);
  const top = Math.min(...boxes().map((r) => r.top)), bottom = Math.max(...boxes().map((r) => r.bottom));
  scrollBy({ top: Math.min((top + bottom - innerHeight) / 2, top - 60), behavior: "instant" });

  // what floats over the words (cookie notices, sticky menus) is taken away
  for (let n = 0; n < 6; n++) {
    const r = boxes()[0];
    let over = r && document.elementFromPoint(r.left + Math.min(r.width / 2, 200), r.top + r.height / 2);
    if (!over || over === first || first.contains(over) || over.contains(first)) break;
    while (over && !/fixed|sticky|absolute/.test(getComputedStyle(over).position)) over = over.parentElement;
    if (!over || over.contains(first)) break;
    over.style.setProperty("visibility", "hidden", "important");
  }
  const inside = (r) => r.bottom > 0 && r.top < innerHeight && r.right > 0 && r.left < innerWidth;
  const edges = (all) => all.filter(inside).map((r) => [r.left, r.top, r.right, r.bottom]);
  const words = edges(boxes()), things = edges(beside.map((e) => e.getBoundingClientRect()));
  const marked = words.length > 0;
  return element ? { marked, opened, words: [], things: [...words, ...things] } : { marked, opened, words, things };
}
