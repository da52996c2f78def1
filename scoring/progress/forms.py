"""The words of a progress report: one field for each chapter and language."""

import re
from collections.abc import Iterator
from typing import Any, Final

from django import forms
from django.forms.boundfield import BoundField
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from scoring.progress.chapters import CHAPTERS, LANGUAGES, Words, chapter_title, words_of
from scoring.progress.queries import Written

LONGEST: Final = 3000
#: Signs that no page shows and that a PDF may not hold; line ends and tabs may stay.
_UNPRINTABLE: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")


class WordsField(forms.CharField):
    """Some paragraphs. Signs that cannot be printed are left out; the ends of lines are all of one kind."""

    def to_python(self, value: Any) -> str:
        return _UNPRINTABLE.sub("", super().to_python(value)).replace("\r\n", "\n").replace("\r", "\n")


class TextsForm(forms.Form):
    """All words of a report, in both languages."""

    revision = forms.IntegerField(min_value=0, max_value=2**31 - 1, widget=forms.HiddenInput)

    def __init__(self, data: Any, written: Written) -> None:
        super().__init__(data, initial={"revision": written.revision})
        self.written = written
        self.fields["revision"].error_messages = dict.fromkeys(
            ("required", "invalid", "min_value", "max_value"),
            _("This page was not complete. Open it again and write your words once more."),
        )
        for chapter in CHAPTERS:
            for language in LANGUAGES:
                self.fields[f"{chapter}_{language}"] = self._field(chapter, language)

    def _field(self, chapter: str, language: str) -> WordsField:
        name = {"nl": _("Dutch"), "en": _("English")}[language]
        return WordsField(
            label=f"{chapter_title(chapter)} ({name})",
            required=False,
            max_length=LONGEST,
            initial=words_of(self.written.words, chapter, language),
            widget=forms.Textarea(attrs={"rows": 4, "lang": language}),
            error_messages={"max_length": gettext_lazy("Keep this text below 3000 characters.")},
        )

    def chapters(self) -> Iterator[tuple[str, list[BoundField]]]:
        """Per chapter its title and its fields."""
        for chapter in CHAPTERS:
            yield chapter_title(chapter), [self[f"{chapter}_{language}"] for language in LANGUAGES]

    def words(self) -> Words:
        """What was written, by chapter and language."""
        return {
            chapter: {language: self.cleaned_data[f"{chapter}_{language}"] for language in LANGUAGES}
            for chapter in CHAPTERS
        }

    def was_changed(self, stands: Written) -> None:
        """Says at each field what somebody else wrote meanwhile; what was typed stays. Saving again replaces theirs."""
        typed = self.words()
        for chapter in CHAPTERS:
            for language in LANGUAGES:
                theirs = words_of(stands.words, chapter, language)
                if typed[chapter][language] != theirs:
                    words = _("Somebody else wrote here meanwhile: “%(theirs)s” Save again to put your words instead.")
                    self.add_error(f"{chapter}_{language}", words % {"theirs": theirs})
        self.data = self.data.copy()
        self.data["revision"] = str(stands.revision)
