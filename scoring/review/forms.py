"""The forms of a review: own judgements at topics, returning, answering, deciding and reopening."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from questionnaires.definitions import Questionnaire, Topic
from questionnaires.forms import SeenField
from questionnaires.merging import Given
from questionnaires.presenters import tr
from scoring.models import NotApplicable, ReviewQuestion, Tier
from scoring.review.queries import Judged
from scoring.review.returning import MOST_DAYS
from scoring.review.services import OTHER_TIER, SERIOUS_WITHOUT_SUPPORT, Choice, words_needed

REASON_LIMIT, TEXT_LIMIT = 2_000, 10_000


TOO_LONG = {
    REASON_LIMIT: _("Keep your text below 2,000 characters. Nothing you typed is lost."),
    TEXT_LIMIT: _("Keep your text below 10,000 characters. Nothing you typed is lost."),
}


class Text(forms.CharField):
    """A text with line ends as they are stored, so that equal texts are equal."""

    def __init__(self, *, limit: int = REASON_LIMIT, error_messages: Mapping[str, Any] | None = None, **kwargs: Any):
        options: dict[str, Any] = {"required": False, "widget": forms.Textarea(attrs={"rows": 3})}
        messages = {"max_length": TOO_LONG[limit]} | dict(error_messages or {})
        super().__init__(**options | kwargs, max_length=limit, error_messages=messages)

    def to_python(self, value: Any) -> str:
        text: str = super().to_python(value)
        return text.replace("\r\n", "\n").replace("\r", "\n")


def _day(label: Any, **messages: Any) -> forms.DateField:
    """A day as the browser's own calendar sends it."""
    return forms.DateField(
        label=label,
        required=False,
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        error_messages={"invalid": _("Write the date as day, month and year, for example 22-11-2026.")} | messages,
    )


class JudgementForm(forms.Form):
    """What the adviser writes at the topics of one theme that the page showed; nothing of it is required.

    ``undecided`` are critical topics agreed *nvt*: only there a verdict on that is asked.
    """

    seen = SeenField(required=False, max_length=5_000)

    def __init__(
        self,
        *args: Any,
        questionnaire: Questionnaire,
        topics: Sequence[Topic],
        undecided: Collection[str],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.topics = topics
        levels = [(level.key, level.key) for level in questionnaire.scale]
        wrong = {"invalid_choice": _("Choose one of the levels shown.")}
        for topic in topics:
            self.fields[f"{topic.key}-level"] = forms.ChoiceField(choices=levels, required=False, error_messages=wrong)
            for part in ("motivation", "facts", "question"):
                self.fields[f"{topic.key}-{part}"] = Text(limit=TEXT_LIMIT)
            if topic.key in undecided:
                self.fields[f"{topic.key}-not_applicable"] = forms.ChoiceField(
                    choices=NotApplicable.choices, required=False, error_messages=wrong
                )

    @property
    def written(self) -> dict[str, Judged]:
        """What the page sends at every topic, as typed."""
        parts = ("level", "motivation", "facts", "not_applicable", "question")
        return {
            topic.key: Judged(*(str(self.cleaned_data.get(f"{topic.key}-{part}", "")) for part in parts))
            for topic in self.topics
        }

    @property
    def unexplained(self) -> list[Topic]:
        """Topics with a level of one's own but no motivation: these wait, the others are saved."""
        written = self.written
        return [topic for topic in self.topics if written[topic.key].is_unexplained]

    @property
    def typed(self) -> dict[str, Judged]:
        """What can be saved."""
        return {topic: view for topic, view in self.written.items() if not view.is_unexplained}

    def ask_for_motivations(self) -> None:
        """Marks the topics whose level waits for a motivation."""
        for topic in self.unexplained:
            words = _("Write why you see another level at ‘%(topic)s’. Your level is saved as soon as you do.")
            self.add_error(f"{topic.key}-motivation", words % {"topic": tr(topic.title)})


class ReturnForm(forms.Form):
    """What goes along with the questions when a scan is returned."""

    question = Text(limit=TEXT_LIMIT, label=_("A question about the whole scan (not required)"))
    note = Text(label=_("A few words to the location (not required)"))
    answer_by = _day(
        _("By when would you like an answer?"), required=_("Choose the day by which you would like an answer.")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["answer_by"].required = True

    def refuse_nothing(self) -> None:
        self.add_error("note", _("Write a question or a few words first, so that the location knows what to do."))

    def refuse_day(self) -> None:
        words = _("Choose a day after today, at most %(days)d days ahead.") % {"days": MOST_DAYS}
        self.add_error("answer_by", words)


class AnswersForm(forms.Form):
    """The answers to the questions of the adviser, none of them required."""

    seen = SeenField(required=False, max_length=20_000)

    def __init__(self, *args: Any, questions: Sequence[ReviewQuestion], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for question in questions:
            self.fields[f"antwoord-{question.pk}"] = Text(limit=TEXT_LIMIT)
        self.keys = [str(question.pk) for question in questions]

    @property
    def typed(self) -> dict[str, Given]:
        return {key: Given(note=self.cleaned_data[f"antwoord-{key}"]) for key in self.keys}


class ReopenForm(forms.Form):
    """Why a final scan is reopened."""

    reason = Text(
        label=_("Why do you reopen this scan?"),
        required=True,
        error_messages={"required": _("Write why you reopen this scan. The location reads this.")},
    )


class DecisionForm(forms.Form):
    """The tier and what it is about, with words where the rules ask for them."""

    tier = forms.ChoiceField(
        label=_("Which support fits this location?"),
        choices=Tier.choices,
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Choose which support fits this location."),
            "invalid_choice": _("Choose one of the four forms of support."),
        },
    )
    reason = Text(label=_("Your reason"), widget=forms.Textarea(attrs={"rows": 5}))
    themes = forms.MultipleChoiceField(
        label=_("Which themes is the support about?"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": _("Choose from the themes shown.")},
    )
    appointment = Text(label=_("What did you agree about the serious issue?"))
    appointment_on = _day(_("On which day do you look at it again?"))

    def __init__(
        self, *args: Any, outcome: Mapping[str, Any], questionnaire: Questionnaire, today: date, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.outcome, self.today = outcome, today
        self.fields["themes"].choices = [
            (theme.key, f"{theme.number}. {tr(theme.title)}") for theme in questionnaire.themes
        ]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean()
        self._check_appointment(cleaned)
        if tier := cleaned.get("tier"):
            self._check_words(cleaned, words_needed(self.outcome, tier))
            if tier != Tier.ZELF and not cleaned.get("themes") and "themes" not in self.errors:
                self.add_error("themes", _("Choose at least one theme that the support is about."))
        return cleaned

    def _check_words(self, cleaned: Mapping[str, Any], codes: Collection[str]) -> None:
        if OTHER_TIER in codes and not cleaned.get("reason", "").strip() and "reason" not in self.errors:
            self.add_error(
                "reason", _("Write why you choose other support than the rule proposes. The location reads this.")
            )
        has_words = cleaned.get("appointment", "").strip() or "appointment" in self.errors
        if SERIOUS_WITHOUT_SUPPORT in codes and not has_words:
            self.add_error(
                "appointment",
                _(
                    "At least one topic is a serious issue. Write down what you agreed with the location about it, or "
                    "choose support on location."
                ),
            )

    def _check_appointment(self, cleaned: Mapping[str, Any]) -> None:
        """An appointment has a day, and a day has an appointment."""
        words, day = cleaned.get("appointment", "").strip(), cleaned.get("appointment_on")
        if words and day is None and "appointment_on" not in self.errors:
            self.add_error("appointment_on", _("Choose the day on which you look at the serious issue again."))
        if day and not words and "appointment" not in self.errors:
            self.add_error("appointment", _("Write down what you agreed, or leave the day empty."))
        if day and day < self.today:
            self.add_error("appointment_on", _("Choose today or a later day."))

    @property
    def choice(self) -> Choice:
        """What a valid form decides."""
        data = self.cleaned_data
        appointment = data["appointment"].strip()
        return Choice(
            tier=data["tier"],
            reason=data["reason"].strip(),
            themes=data["themes"],
            appointment=appointment,
            appointment_on=data["appointment_on"] if appointment else None,
        )
