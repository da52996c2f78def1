"""Which scans go to whom."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from questionnaires.assigning.queries import advisers_to_choose, scans_to_assign


class ScansField(forms.ModelMultipleChoiceField):
    """Scans from the list. Whatever is wrong with a key, the sentence is the same: look at the list again."""

    def _check_values(self, value: Any) -> Any:
        try:
            return super()._check_values(value)
        except forms.ValidationError as error:
            raise forms.ValidationError(self.error_messages["invalid_choice"], code="invalid_choice") from error


class AssignForm(forms.Form):
    """Scans, an adviser, and a note that goes along."""

    scans = ScansField(
        queryset=scans_to_assign(without_adviser=False),
        error_messages={
            "required": _("Tick at least one scan."),
            "invalid_choice": _("One of these scans has ended meanwhile. Look at the list again."),
        },
    )
    adviser = forms.ModelChoiceField(
        queryset=advisers_to_choose(),
        error_messages={"required": _("Choose an adviser."), "invalid_choice": _("Choose an adviser from the list.")},
    )
    note = forms.CharField(required=False, max_length=1000)
