// Typing over paper with the keyboard: a digit answers the current question and goes on to the next. Only
// while a question has the focus; in a note, digits are just digits. Without this file the boxes are chosen one by one.
(function () {
  "use strict";
  var form = document.querySelector("form[data-digits]");
  if (!form) return;
  var entries = Array.prototype.slice.call(form.querySelectorAll("fieldset"));
  var current = -1;

  function mark(place) {
    if (entries[current]) entries[current].classList.remove("is-current");
    current = place;
    if (entries[current]) entries[current].classList.add("is-current");
  }

  function go(place) {
    var target = entries[Math.max(0, Math.min(place, entries.length - 1))];
    var box = target.querySelector("input:checked") || target.querySelector("input");
    box.focus({ preventScroll: true });
    target.scrollIntoView({ block: "center" });
  }

  form.addEventListener("focusin", function (event) {
    mark(entries.indexOf(event.target.closest("fieldset")));
  });
  form.addEventListener("keydown", function (event) {
    if (event.ctrlKey || event.altKey || event.metaKey || event.target.matches("textarea")) return;
    if (!/^[0-6]$/.test(event.key)) return;
    // Where the keyboard is, and not what was noted: somebody may have chosen a question before this file was there.
    var entry = event.target.closest("fieldset");
    var box = entry && entry.querySelector('[data-digit="' + event.key + '"]');
    if (!box) return;
    event.preventDefault();
    box.checked = true;
    box.dispatchEvent(new Event("change", { bubbles: true }));
    go(entries.indexOf(entry) + 1);
  });
})();
