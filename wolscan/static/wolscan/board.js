// Keys for the board: 1 to 4 choose a level, n or → goes on, p or ← goes back. Never while somebody is typing.
// Going on presses the button that saves, so that nothing is lost. Without this file the buttons do the same.
(function () {
  "use strict";
  var help = document.querySelector("[data-keys-help]");
  if (help) help.hidden = false;
  var names = { ArrowRight: "n", ArrowLeft: "p", N: "n", P: "p" };

  function isTyping(element) {
    return element.matches("textarea, input:not([type=radio]):not([type=checkbox]), select, [contenteditable]");
  }

  document.addEventListener("keydown", function (event) {
    if (event.ctrlKey || event.altKey || event.metaKey || isTyping(event.target)) return;
    // Arrows belong to the radio buttons while one of them has the focus.
    if (event.target.matches("input[type=radio]") && event.key.indexOf("Arrow") === 0) return;
    var key = names[event.key] || event.key;
    if (!/^[1-4np]$/.test(key)) return;
    var target = document.querySelector('[data-key="' + key + '"]');
    if (!target) return;
    event.preventDefault();
    target.focus();
    target.click();
  });
})();
