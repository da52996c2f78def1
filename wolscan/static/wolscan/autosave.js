// Saves a form by itself: shortly after a choice, after a pause in typing, and when the page is left. A page may hold
// several such forms; each saves for itself and says so in its own status line.
// The server merges per topic, so that saving too often never hurts. Without this file the buttons do the same.
(function () {
  "use strict";
  document.querySelectorAll("form[data-autosave]").forEach(keep);

  function isFresh() {
    var entry = performance.getEntriesByType("navigation")[0];
    return !entry || entry.type === "navigate";
  }

  // Whether a form holds something else than the server sent.
  function differs(form) {
    return Array.prototype.some.call(form.elements, function (field) {
      if (field.type === "radio" || field.type === "checkbox") return field.checked !== field.defaultChecked;
      if (field.matches("select")) return field.selectedOptions[0] !== (field.querySelector("[selected]") || field.options[0]);
      return field.matches("textarea, input[type=text]") && field.value !== field.defaultValue;
    });
  }

  function keep(form) {
    var status = form.querySelector(".save-status") || document.getElementById("save-status");
    var timer = null, retry = null, wait = 2000, changed = false, sending = false, leaving = false;

    function soon(delay) {
      changed = true;
      clearTimeout(timer);
      timer = setTimeout(save, delay);
    }

    function save() {
      clearTimeout(timer);
      clearTimeout(retry);
      if (!changed || leaving || !window.htmx) return;
      if (sending) { soon(300); return; }
      changed = false;
      sending = true;
      htmx.trigger(form, "autosave");
    }

    function failed(text) {
      changed = true;
      status.textContent = text;
      status.dataset.state = "failed";
    }

    function later() {
      retry = setTimeout(save, wait);
      wait = Math.min(wait * 2, 30000);
    }

    form.addEventListener("change", function () { soon(500); });
    form.addEventListener("input", function (event) { if (event.target.matches("textarea")) soon(1500); });
    form.addEventListener("submit", function () { leaving = true; clearTimeout(timer); clearTimeout(retry); });

    form.addEventListener("htmx:beforeRequest", function () { status.textContent = form.dataset.saving; });
    form.addEventListener("htmx:afterRequest", function (event) {
      sending = false;
      if (event.detail.successful) {
        delete status.dataset.state;
        wait = 2000;
        return;
      }
      var code = event.detail.xhr ? event.detail.xhr.status : 0;
      if (code >= 400 && code < 500) { failed(form.dataset.refused); return; }
      failed(form.dataset.failed);
      later();
    });

    // A page that is put away or closed sends what is not saved yet; the browser finishes it by itself.
    function leave() {
      if (!changed || leaving) return;
      clearTimeout(timer);
      var data = new FormData(form);
      data.append("then", "later");
      if (navigator.sendBeacon && navigator.sendBeacon(form.action, data)) changed = false;
    }
    document.addEventListener("visibilitychange", function () { if (document.visibilityState === "hidden") leave(); });
    window.addEventListener("pagehide", leave);
    window.addEventListener("pageshow", function (event) { if (event.persisted) { leaving = false; location.reload(); } });
    window.addEventListener("online", function () { if (changed) save(); });

    // On a slow network somebody may have chosen before this file arrived: that is saved as well. Not after going
    // back or reloading, where the browser itself puts old choices in.
    if (isFresh() && differs(form)) soon(500);
  }
})();
