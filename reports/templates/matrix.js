"use strict";
(function () {
  var page = document;
  var data = JSON.parse(page.getElementById("data").textContent);
  var say = data.say, items = data.items, cols = data.rows, total = cols.name.length;
  var PASS = "0", PARTIAL = "1", STALE = "2";
  function at(id) { return page.getElementById(id); }
  function make(tag, name, text) {
    var made = page.createElement(tag);
    if (name) { made.className = name; }
    if (text !== undefined) { made.textContent = text; }
    return made;
  }
  function say2(phrase, values) {
    return phrase.replace(/\{(\w+)\}/g, function (all, key) { return values[key]; });
  }

  // What is searched, folded once.
  var hay = new Array(total);
  for (var n = 0; n < total; n += 1) {
    hay[n] = (cols.name[n] + "\n" + cols.address[n] + "\n" + data.provinces[cols.province[n]]).toLowerCase();
  }

  // Missing elements of a row: bits by item, in base 36, only where something is missing.
  function bits(row, item) {
    var part = cols.lacks[row];
    return part ? parseInt(part.split(",")[item] || "0", 36) : 0;
  }
  function lacking(row, item) {
    var found = [], mask = bits(row, item);
    items[item].elements.forEach(function (name, bit) { if (mask & (1 << bit)) { found.push(name); } });
    return found;
  }

  // --- order ---
  var orders = {}, compare = new Intl.Collator(page.documentElement.lang).compare;
  function order(key) {
    if (!orders[key]) {
      var made = new Array(total);
      for (var n = 0; n < total; n += 1) { made[n] = n; }
      if (key === "name" || key === "province") {
        var words = key === "name" ? cols.name : cols.province.map(function (one) { return data.provinces[one]; });
        made.sort(function (a, b) { return compare(words[a], words[b]) || a - b; });
      } else if (key === "score") {
        made.sort(function (a, b) { return cols.score[a] - cols.score[b] || a - b; });
      } else if (key !== "rank") {
        var item = Number(key), heaps = data.statuses.concat([0]).map(function () { return []; });
        made.forEach(function (row) { heaps[cols.cells[row] ? cols.cells[row][item] : data.statuses.length].push(row); });
        made = Array.prototype.concat.apply([], heaps);
      }
      orders[key] = made;
    }
    return orders[key];
  }

  // --- filters ---
  var sort = "rank", down = false, shown = [];
  var field = {};
  ["text", "kind", "province", "item", "status", "element", "show"].forEach(function (name) { field[name] = at("f-" + name); });
  function options(select, list) {
    select.textContent = "";
    list.forEach(function (one) {
      var option = make("option", "", one[1]);
      option.value = one[0];
      select.appendChild(option);
    });
  }
  function numbered(list) {
    return [["", say.any]].concat(list.map(function (one, n) { return [String(n), one || say.nothing]; }));
  }
  options(field.kind, numbered(data.kinds));
  options(field.province, numbered(data.provinces));
  options(field.item, [["", say.any]].concat(items.map(function (one, n) { return [String(n), one.code + " " + one.title]; })));
  options(field.status, [["", say.any], ["-", say.notMet]].concat(data.statuses.map(function (one, n) { return [String(n), one[1] + " " + one[0]]; })));
  options(field.show, data.shows);
  function elements() {
    var item = field.item.value, list = item === "" ? [] : items[Number(item)].elements;
    options(field.element, numbered(list));
    field.element.disabled = field.status.disabled = item === "";
  }
  function kept(row) {
    var flags = cols.flags[row];
    switch (field.show.value) {
      case "judged": return cols.cells[row] !== "";
      case "failed": return cols.state[row] === 1;
      case "hijacked": return flags & 1;
      case "reviewed": return flags & 2;
      case "changed": return flags & 4;
      case "new": return flags & 8;
      default: return true;
    }
  }
  function update() {
    var text = field.text.value.trim().toLowerCase(), kind = field.kind.value, province = field.province.value;
    var item = field.item.value === "" ? -1 : Number(field.item.value);
    var status = item < 0 ? "" : field.status.value, element = item < 0 ? "" : field.element.value;
    var all = order(sort), made = [];
    for (var n = 0; n < total; n += 1) {
      var row = all[down ? total - 1 - n : n];
      if (text && hay[row].indexOf(text) < 0) { continue; }
      if (kind !== "" && cols.kind[row] !== Number(kind)) { continue; }
      if (province !== "" && cols.province[row] !== Number(province)) { continue; }
      if (status !== "" || element !== "") {
        var cell = cols.cells[row][item];
        if (cell === undefined) { continue; }
        if (status === "-" ? cell === PASS : status !== "" && cell !== status) { continue; }
        if (element !== "" && !(bits(row, item) & (1 << Number(element)))) { continue; }
      }
      if (!kept(row)) { continue; }
      made.push(row);
    }
    shown = made;
    at("count").textContent = say2(say.count, { shown: made.length, all: total });
    grid.scrollTop = 0;
    draw(true);
  }

  // --- the table: only the rows that can be seen exist ---
  var grid = at("grid"), body = at("rows"), table = at("table"), above = spacer("above"), below = spacer("below");
  var high = 34, first = -1, last = -1;
  function spacer(id) {
    var row = make("tr", "gap"), cell = make("td");
    row.setAttribute("aria-hidden", "true");
    cell.colSpan = 4 + items.length;
    row.appendChild(cell);
    at(id).appendChild(row);
    return cell;
  }
  function heads() {
    var row = make("tr");
    [["name", say.name], ["rank", say.rank], ["province", say.province], ["score", say.score]].concat(
      items.map(function (one, n) { return [String(n), one.code]; })
    ).forEach(function (one, place) {
      var item = place > 3, head = make("th", item ? "item" : one[0]), button = make("button", "", one[1]);
      if (item && (place === 4 || items[place - 5].sub !== items[place - 4].sub)) { head.className += " new"; }
      if (item) { button.title = items[place - 4].title; }
      head.scope = "col";
      button.type = "button";
      button.addEventListener("click", function () {
        down = sort === one[0] ? !down : one[0] === "score";
        sort = one[0];
        mark();
        update();
      });
      head.dataset.key = one[0];
      head.appendChild(button);
      row.appendChild(head);
    });
    table.tHead.appendChild(row);
    table.setAttribute("aria-colcount", String(4 + items.length));
  }
  function mark() {
    Array.prototype.forEach.call(table.tHead.rows[0].cells, function (head) {
      if (head.dataset.key === sort) { head.setAttribute("aria-sort", down ? "descending" : "ascending"); } else { head.removeAttribute("aria-sort"); }
    });
  }
  function points(value) { return String(value / 100); }
  function rank(row) {
    if (!cols.rank[row]) { return "–"; }
    var words = cols.rank[row] + (cols.tied[row] ? "=" : "");
    return cols.best[row] === cols.worst[row] ? words : words + " (" + cols.best[row] + "–" + cols.worst[row] + ")";
  }
  function score(row) {
    if (!cols.rank[row]) { return "–"; }
    var words = points(cols.score[row]);
    return cols.low[row] === cols.high[row] ? words : words + " (" + points(cols.low[row]) + "–" + points(cols.high[row]) + ")";
  }
  function state(row) {
    var words = say.states[cols.state[row]], cause = data.causes[cols.cause[row]];
    return cause ? words + ": " + cause : words;
  }
  function line(place) {
    var row = shown[place], made = make("tr"), head = make("th", "name"), button = make("button", "", cols.name[row]);
    made.setAttribute("aria-rowindex", String(place + 2));
    head.scope = "row";
    button.type = "button";
    button.dataset.place = String(place);
    button.title = cols.name[row];
    head.appendChild(button);
    made.appendChild(head);
    made.appendChild(make("td", "rank number", rank(row)));
    made.appendChild(make("td", "province", data.provinces[cols.province[row]]));
    made.appendChild(make("td", "score number", score(row)));
    var cells = cols.cells[row];
    if (!cells) {
      var why = make("td", "why", state(row));
      why.colSpan = items.length;
      made.appendChild(why);
      return made;
    }
    var words = data.reviewed[row];
    for (var n = 0; n < items.length; n += 1) {
      var status = data.statuses[cells[n]];
      var cell = make("td", "item c" + cells[n] + (n === 0 || items[n - 1].sub !== items[n].sub ? " new" : ""));
      cell.textContent = status[1] + (words && words[n] ? "✎" : "");
      cell.setAttribute("aria-label", status[0] + (words && words[n] ? ", " + say.reviewed : ""));
      cell.title = items[n].code + " " + status[0];
      made.appendChild(cell);
    }
    return made;
  }
  function draw(anew) {
    var from = Math.max(0, Math.floor(grid.scrollTop / high) - 3);
    var to = Math.min(shown.length, Math.ceil((grid.scrollTop + grid.clientHeight) / high) + 3);
    if (!anew && from === first && to === last) { return; }
    var focused = page.activeElement && body.contains(page.activeElement) ? page.activeElement.dataset.place : null;
    var rows = page.createDocumentFragment();
    for (var n = from; n < to; n += 1) { rows.appendChild(line(n)); }
    body.textContent = "";
    body.appendChild(rows);
    above.style.height = from * high + "px";
    below.style.height = (shown.length - to) * high + "px";
    above.parentNode.hidden = from === 0;
    below.parentNode.hidden = to === shown.length;
    table.setAttribute("aria-rowcount", String(shown.length + 1));
    first = from;
    last = to;
    if (focused !== null) { focus(Number(focused)); }
  }
  function focus(place) {
    var button = body.querySelector("button[data-place='" + place + "']");
    if (button) { button.focus({ preventScroll: true }); } else if (body.contains(page.activeElement) || page.activeElement === page.body) { grid.focus({ preventScroll: true }); }
  }
  function reach(place) {
    place = Math.max(0, Math.min(shown.length - 1, place));
    var head = table.tHead.offsetHeight, top = place * high;
    if (top < grid.scrollTop) { grid.scrollTop = top; }
    if (top + high + head > grid.scrollTop + grid.clientHeight) { grid.scrollTop = top + high + head - grid.clientHeight; }
    draw(false);
    focus(place);
  }

  // --- one agency ---
  var dialog = at("one"), back = -1;
  function entry(list, term, value) {
    if (!value) { return; }
    var part = make("div");
    part.appendChild(make("dt", "", term));
    var said = make("dd");
    said.appendChild(typeof value === "string" ? make("bdi", "", value) : value);
    part.appendChild(said);
    list.appendChild(part);
  }
  function link(url, words, outside) {
    var made = make("a", "", words);
    made.href = url;
    if (outside) { made.target = "_blank"; made.rel = "noopener noreferrer nofollow"; }
    return made;
  }
  function open(place) {
    var row = shown[place], bar = make("div", "bar"), name = make("h2", "", cols.name[row]), close = make("button", "", say.close);
    back = place;
    dialog.textContent = "";
    name.id = "one-name";
    close.type = "button";
    close.addEventListener("click", function () { dialog.close(); });
    bar.appendChild(name);
    bar.appendChild(close);
    dialog.appendChild(bar);
    var facts = make("dl");
    if (cols.report[row]) { entry(facts, say.report, link(cols.report[row], say.openReport, false)); }
    if (/^https?:\/\/[^\s@]+$/.test(cols.address[row])) {
      entry(facts, say.address, link(cols.address[row], cols.address[row], true));
    } else { entry(facts, say.address, cols.address[row]); }
    entry(facts, say.kind, data.kinds[cols.kind[row]]);
    entry(facts, say.province, data.provinces[cols.province[row]]);
    if (cols.rank[row]) { entry(facts, say.rank, rank(row)); entry(facts, say.score, score(row)); }
    if (!cols.rank[row] || cols.cause[row]) { entry(facts, say.state, state(row)); }
    entry(facts, say.maker, data.makers[cols.maker[row]]);
    entry(facts, say.twin, data.twins[row]);
    if (cols.flags[row] & 1) { entry(facts, say.state, say.hijacked); }
    (data.extras[row] || []).forEach(function (one) { entry(facts, one[0], one[1]); });
    dialog.appendChild(facts);
    if (cols.cells[row]) { dialog.appendChild(results(row)); }
    dialog.showModal();
    close.focus();
  }
  function results(row) {
    var made = make("table"), head = make("thead"), top = make("tr"), rows = make("tbody");
    var words = data.reviewed[row] || {}, before = data.before[row] || {};
    [say.item, say.result, say.lacks].forEach(function (word) {
      var cell = make("th", "", word);
      cell.scope = "col";
      top.appendChild(cell);
    });
    head.appendChild(top);
    made.appendChild(head);
    items.forEach(function (item, n) {
      var code = cols.cells[row][n], status = data.statuses[code], line = make("tr"), name = make("th");
      name.scope = "row";
      name.appendChild(make("span", "code", item.code));
      name.appendChild(page.createTextNode(" " + item.title));
      line.appendChild(name);
      var result = make("td"), more = make("td");
      result.appendChild(make("span", "badge c" + code, status[1] + " " + status[0]));
      if (before[n] !== undefined) {
        result.appendChild(make("div", "quiet", say.was + ": " + data.statuses[before[n]][0]));
      }
      line.appendChild(result);
      more.textContent = code === PARTIAL || code === STALE ? lacking(row, n).join(" · ") : "";
      if (words[n]) { more.appendChild(make("div", "", "✎ " + words[n])); }
      line.appendChild(more);
      rows.appendChild(line);
    });
    made.appendChild(rows);
    return made;
  }

  // --- what the reader does ---
  heads();
  mark();
  elements();
  at("live").hidden = false;
  field.text.addEventListener("input", update);
  ["kind", "province", "status", "element", "show"].forEach(function (name) { field[name].addEventListener("change", update); });
  field.item.addEventListener("change", function () { elements(); update(); });
  function clear() {
    Object.keys(field).forEach(function (name) { field[name].value = ""; });
    elements();
  }
  at("f-reset").addEventListener("click", function () { clear(); update(); field.text.focus(); });
  var waiting = false;
  grid.addEventListener("scroll", function () {
    if (!waiting) {
      waiting = true;
      requestAnimationFrame(function () { waiting = false; draw(false); });
    }
  }, { passive: true });
  body.addEventListener("click", function (event) {
    var button = event.target.closest("button[data-place]");
    if (button) { open(Number(button.dataset.place)); }
  });
  body.addEventListener("keydown", function (event) {
    var step = { ArrowDown: 1, ArrowUp: -1, PageDown: 15, PageUp: -15 }[event.key], place = Number(event.target.dataset.place);
    if (event.key === "Home") { step = -shown.length; }
    if (event.key === "End") { step = shown.length; }
    if (step && event.target.dataset.place !== undefined) {
      event.preventDefault();
      reach(place + step);
    }
  });
  dialog.addEventListener("close", function () { focus(back); });
  window.addEventListener("resize", function () { measure(); draw(true); });
  Array.prototype.forEach.call(page.querySelectorAll("button.see"), function (button) {
    button.hidden = false;
    button.addEventListener("click", function () {
      clear();
      field.item.value = button.dataset.item;
      elements();
      field.status.value = "-";
      update();
      at("matrix").scrollIntoView();
      grid.focus({ preventScroll: true });
    });
  });
  // The height of a row follows the reader's size of letters.
  function measure() {
    var row = body.rows[0];
    if (row && row.offsetHeight) { high = row.offsetHeight; }
  }
  update();
  measure();
  draw(true);
})();
