"""The forms of the plan, the pulse check and the check. Errors say what to do; nothing typed is lost."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from questionnaires.definitions import TEAM, Questionnaire, Theme, Topic
from questionnaires.forms import TopicsForm
from questionnaires.presenters import tr
from questionnaires.round.forms import DayInput
from scoring.conversation.forms import Lines
from scoring.followup.services import MOST_PRIORITIES, ActionWords, MoreReason
from scoring.followup.templates import PULSE
from scoring.models import Action, ActionAnswer, Consultation, Phase

TEXT_LIMIT = 2_000
SHORT = {"max_length": _("Keep your text below 2,000 characters. Nothing you typed is lost.")}
#: An action or a council further away than this is a slip of the keyboard.
FAR = timedelta(days=3 * 366)


def _words(label: Any, rows: int = 3, **fields: Any) -> Lines:
    errors = SHORT | fields.pop("error_messages", {})
    widget = forms.Textarea(attrs={"rows": rows, "dir": "auto"})
    return Lines(label=label, max_length=TEXT_LIMIT, widget=widget, **{"error_messages": errors} | fields)


def _day(label: Any, wrong: Any, **fields: Any) -> forms.DateField:
    return forms.DateField(
        label=label,
        widget=DayInput(),
        input_formats=["%Y-%m-%d", "%d-%m-%Y"],
        error_messages={"required": wrong, "invalid": wrong},
        **fields,
    )


class ActionForm(forms.Form):
    """What, who, when, how far, and whether it goes first."""

    what = _words(
        _("What are you going to do?"),
        rows=5,
        required=True,
        help_text=_("Keep it small enough to try in two weeks. Do not write down names of residents."),
        error_messages={"required": _("Write down what you are going to do.")},
    )
    owner = forms.CharField(
        label=_("Who sees to it?"),
        help_text=_("A first name or a role, for example: the night team."),
        max_length=120,
        error_messages={
            "required": _("Write down who sees to it. An action of nobody does not happen."),
            "max_length": _("Keep this below 120 characters: one name or role is enough."),
        },
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    due_on = _day(_("When is it done?"), _("Choose the day on which it is done."))
    topic = forms.ChoiceField(label=_("Which topic is it about?"), required=False)
    phase = forms.ChoiceField(
        label=_("How far are you?"),
        choices=Phase.choices,
        error_messages=dict.fromkeys(["required", "invalid_choice"], _("Choose how far you are.")),
    )
    stopped_reason = _words(_("Stopped? Then write why."), rows=2)
    is_priority = forms.BooleanField(
        label=_("This is a priority"),
        help_text=_(
            "At most three at once. Priorities stand on the poster and on the page for everyone who took part, "
            "without the name of who sees to it."
        ),
        required=False,
    )
    more_reason = _words(_("Why are there more than three priorities?"), rows=2)
    more_seen = forms.CharField(required=False, max_length=40, widget=forms.HiddenInput)
    key = forms.UUIDField(required=False, widget=forms.HiddenInput)
    revision = forms.IntegerField(required=False, min_value=0, widget=forms.HiddenInput)
    template = forms.CharField(required=False, max_length=100, widget=forms.HiddenInput)

    def __init__(self, *args: Any, theme: Theme, today: date, other_priorities: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.theme, self.today = theme, today
        self.has_three = other_priorities >= MOST_PRIORITIES
        about = [("", _("The theme as a whole"))] + [(topic.key, tr(topic.title)) for topic in theme.topics]
        self.fields["topic"].choices = about

    def clean_due_on(self) -> date:
        day: date = self.cleaned_data["due_on"]
        if abs(day - self.today) > FAR:
            raise forms.ValidationError(_("Choose a day within three years from today."))
        return day

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean()
        is_stopped, why = cleaned.get("phase") == Phase.GESTOPT, cleaned.get("stopped_reason")
        if is_stopped and not why and "stopped_reason" not in self.errors:
            self.add_error("stopped_reason", _("Write why you stop with this action: others can learn from it."))
        if why and cleaned.get("phase") and not is_stopped:
            self.add_error(
                "stopped_reason", _("Choose “Stopped” at “How far are you?”, or make this field empty again.")
            )
        return cleaned

    @property
    def new_key(self) -> UUID:
        """The key that the page gave to a new action."""
        return self.cleaned_data["key"] or uuid4()

    @property
    def words(self) -> ActionWords:
        names = ("topic", "what", "owner", "due_on", "phase", "stopped_reason", "template")
        given = {name: self.cleaned_data[name] for name in names}
        is_priority = self.cleaned_data["is_priority"] and given["phase"] != Phase.GESTOPT
        return ActionWords(theme=self.theme.key, is_priority=is_priority, **given)

    @property
    def more(self) -> MoreReason:
        return MoreReason(self.cleaned_data["more_reason"], self.cleaned_data["more_seen"])

    @staticmethod
    def of(action: Action) -> dict[str, Any]:
        """What the form of an action shows."""
        names = (*ActionForm.base_fields.keys() - {"more_reason", "more_seen", "key"}, "revision")
        return {name: getattr(action, name) for name in names}


class ReasonForm(forms.Form):
    """Why a theme gets no action; ``seen`` is the fingerprint of the text the page showed."""

    text = _words(
        _("Why is there no action for this theme?"),
        help_text=_("For example: we do this next year, after the move. Leave it empty to take the reason away."),
    )
    seen = forms.CharField(required=False, max_length=40, widget=forms.HiddenInput)


class ConsultationForm(forms.Form):
    """Which council was asked, when, and what it said."""

    body = forms.ChoiceField(
        label=_("Which council did you ask?"),
        choices=Consultation.Body.choices,
        widget=forms.RadioSelect,
        error_messages=dict.fromkeys(["required", "invalid_choice"], _("Choose which council you asked.")),
    )
    held_on = _day(_("On which day?"), _("Choose the day on which you talked about the plan."))
    advice = _words(_("What does the council say about the plan?"), rows=5)
    seen = forms.CharField(required=False, max_length=40, widget=forms.HiddenInput)

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today

    def clean_held_on(self) -> date:
        day: date = self.cleaned_data["held_on"]
        if day > self.today:
            raise forms.ValidationError(_("This day has not come yet. Fill it in after you talked with the council."))
        if self.today - day > FAR:
            raise forms.ValidationError(_("Choose a day within the last three years."))
        return day


class PulseTopicsForm(forms.Form):
    """Which topics to score again: three to five."""

    onderwerp = forms.MultipleChoiceField(
        label=_("Which topics do you score again?"),
        help_text=_("Choose three to five."),
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": _("Choose three to five topics."),
            "invalid_choice": _("Choose from the topics on this page."),
        },
    )

    def __init__(self, *args: Any, questionnaire: Questionnaire, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["onderwerp"].choices = [(key, tr(topic.title)) for key, topic in questionnaire.topics.items()]

    def clean_onderwerp(self) -> list[str]:
        chosen: list[str] = list(dict.fromkeys(self.cleaned_data["onderwerp"]))
        if len(chosen) not in PULSE:
            raise forms.ValidationError(
                _("Choose three to five topics; now there are %(count)d.") % {"count": len(chosen)}
            )
        return chosen


class PulseForm(TopicsForm):
    """The answers of the team at the topics of a pulse check, all of them needed, and one note for them together."""

    held_on = _day(_("On which day did you talk about it?"), _("Choose the day on which the team talked about it."))
    note = _words(_("What stands out?"), rows=3)

    def __init__(
        self, *args: Any, questionnaire: Questionnaire, topics: Sequence[Topic], today: date, first_on: date
    ) -> None:
        super().__init__(*args, questionnaire=questionnaire, topics=topics, group=TEAM)
        self.today, self.first_on = today, first_on
        del self.fields["seen"]
        for topic in topics:
            del self.fields[f"{topic.key}-note"]
            self.fields[topic.key].required = True
            self.fields[topic.key].error_messages["required"] = _(
                "Choose what fits now. You do not know? Then choose “I do not know”."
            )

    def clean_held_on(self) -> date:
        day: date = self.cleaned_data["held_on"]
        if not self.first_on <= day <= self.today:
            raise forms.ValidationError(_("Choose a day after the scan was confirmed, and not later than today."))
        return day

    @property
    def levels(self) -> dict[str, str]:
        return {topic.key: self.cleaned_data[topic.key] for topic in self.topics}


class AnswerForm(forms.Form):
    """What became of an action; ``seen`` is the fingerprint of the answer the page showed."""

    answer = forms.ChoiceField(
        label=_("How is it going with this action?"),
        choices=ActionAnswer.Answer.choices,
        widget=forms.RadioSelect,
        error_messages=dict.fromkeys(["required", "invalid_choice"], _("Choose what became of this action.")),
    )
    reason = _words(
        _("In a few words"),
        rows=2,
        help_text=_("Needed at “Not, because…”. Do not write down names of residents or colleagues."),
    )
    seen = forms.CharField(required=False, max_length=40, widget=forms.HiddenInput)

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean()
        is_not = cleaned.get("answer") == ActionAnswer.Answer.NOT
        if is_not and not cleaned.get("reason") and "reason" not in self.errors:
            self.add_error("reason", _("Write in a few words why it did not happen. Then you can choose what to do."))
        return cleaned
