// Reads a question aloud with a voice of this device. Voices that live on a server are left out: nothing leaves the
// device. Without a voice in the language of the page there is no button.
(function () {
  "use strict";
  var button = document.querySelector("[data-speak]");
  var speech = window.speechSynthesis;
  if (!button || !speech || !window.SpeechSynthesisUtterance) return;
  var language = document.documentElement.lang.slice(0, 2), start = button.textContent, voice = null;

  function findVoice() {
    voice = speech.getVoices().filter(function (one) {
      return one.localService && one.lang.slice(0, 2).toLowerCase() === language;
    })[0] || null;
    button.hidden = !voice;
  }

  function words() {
    var seen = ".question__legend, .question__text, .choice__word, .choice__definition, .choice__example, " +
      ".choice--small:not(.choice--none) .choice__label";
    return Array.prototype.map.call(document.querySelectorAll(seen), function (part) {
      return part.textContent.replace(/\s+/g, " ").trim().replace(/([^.!?])$/, "$1.");
    });
  }

  function ended() { button.textContent = start; }

  // One utterance a sentence part: long ones are cut off in some browsers.
  function speak() {
    var parts = words();
    parts.forEach(function (text, place) {
      var utterance = new SpeechSynthesisUtterance(text);
      utterance.voice = voice;
      utterance.lang = voice.lang;
      utterance.rate = 0.9;
      if (place === parts.length - 1) utterance.onend = ended;
      speech.speak(utterance);
    });
    button.textContent = button.dataset.stop;
  }

  button.addEventListener("click", function () {
    var busy = speech.speaking || speech.pending;
    speech.cancel();
    if (busy) ended(); else speak();
  });
  window.addEventListener("pagehide", function () { speech.cancel(); });
  if (speech.addEventListener) speech.addEventListener("voiceschanged", findVoice);
  findVoice();
})();
