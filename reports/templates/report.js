"use strict";
(function () {
  var page = document;
  function all(selector) {
    return Array.prototype.slice.call(page.querySelectorAll(selector));
  }

  // Copying: the address stands in the button, so that what is shown may be the readable form of it.
  var told = page.getElementById("told");
  function copied(button) {
    button.firstChild.data = page.body.dataset.copied;
    told.textContent = page.body.dataset.copied;
    setTimeout(function () {
      button.firstChild.data = page.body.dataset.word;
      told.textContent = "";
    }, 2000);
  }
  function copyTheOldWay(button) {
    var field = page.createElement("textarea");
    field.value = button.dataset.copy;
    page.body.appendChild(field);
    field.select();
    if (page.execCommand("copy")) { copied(button); }
    field.remove();
    button.focus();
  }
  all("button[data-copy]").forEach(function (button) {
    button.hidden = false;
    button.addEventListener("click", function () {
      if (navigator.clipboard && window.isSecureContext) {
        navigator.clipboard.writeText(button.dataset.copy).then(
          function () { copied(button); },
          function () { copyTheOldWay(button); }
        );
      } else {
        copyTheOldWay(button);
      }
    });
  });

  // Filters: items, their tiles and the headings that would stand over nothing.
  function show(words) {
    all("[data-status]").forEach(function (part) {
      part.hidden = words !== "" && words.split(" ").indexOf(part.dataset.status) < 0;
    });
    all("[data-group]").forEach(function (group) {
      group.hidden = !group.querySelector("[data-status]:not([hidden])");
    });
    all("button[data-show]").forEach(function (button) {
      button.setAttribute("aria-pressed", String(button.dataset.show === words));
    });
  }
  all(".filters").forEach(function (bar) { bar.hidden = false; });
  all("button[data-show]").forEach(function (button) {
    button.addEventListener("click", function () { show(button.dataset.show); });
  });

  // A link to an item that a filter hides must still lead there.
  all("a[href^='#item-']").forEach(function (link) {
    link.addEventListener("click", function () {
      var target = page.getElementById(link.getAttribute("href").slice(1));
      if (target && target.hidden) { show(""); }
    });
  });

  // Paper cannot be unfolded: print everything.
  window.addEventListener("beforeprint", function () {
    show("");
    all("details").forEach(function (part) { part.open = true; });
  });
})();
