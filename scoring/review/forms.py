"""The adviser's decision: which support, and why."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from scoring.models import Tier
from scoring.review.services import reasons_needed

REASON_LIMIT = 2_000


class DecisionForm(forms.Form):
    """The tier, and the reason where the rules ask for one."""

    tier = forms.ChoiceField(
        label=_("Which support fits this location?"),
        choices=Tier.choices,
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Choose which support fits this location."),
            "invalid_choice": _("Choose one of the four forms of support."),
        },
    )
    reason = forms.CharField(
        label=_("Your reason or agreement"),
        required=False,
        max_length=REASON_LIMIT,
        error_messages={"max_length": _("Keep your reason below 2,000 characters. Nothing you typed is lost.")},
        widget=forms.Textarea(attrs={"rows": 5}),
    )

    def __init__(self, *args: Any, outcome: Mapping[str, Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.outcome = outcome

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean()
        tier, reason = cleaned.get("tier"), cleaned.get("reason", "")
        if tier and "reason" not in self.errors and not reason.strip():
            for code in reasons_needed(self.outcome, tier):
                self.add_error("reason", REASON_ERRORS[code])
        return cleaned


REASON_ERRORS = {
    "other_tier": _("Write why you choose other support than the rule proposes. The location reads this."),
    "ernstig_zonder_steun": _(
        "At least one topic is a serious issue. Write down what you agreed with the location about it, or choose "
        "support on location."
    ),
}
