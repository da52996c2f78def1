"""What is asked at sending in."""

from django import forms
from django.utils.translation import gettext_lazy as _

REASON_LIMIT = 2_000


class SendForm(forms.Form):
    """The reason why themes stay incomplete; the rules say when there must be one."""

    reason = forms.CharField(
        label=_("Why do these themes stay incomplete?"),
        required=False,
        max_length=REASON_LIMIT,
        error_messages={"max_length": _("Keep your reason below 2,000 characters. Nothing you typed is lost.")},
        widget=forms.Textarea(attrs={"rows": 3}),
    )
