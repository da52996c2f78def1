"""What the mails are called on the page with somebody's own data, by the name of their template."""

from collections.abc import Mapping
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import pgettext_lazy

MAILS: Final[Mapping[str, str | Promise]] = {
    "account_ready": pgettext_lazy("mail", "your account"),
    "action_check": pgettext_lazy("mail", "check of your actions"),
    "action_check_no_plan": pgettext_lazy("mail", "check without a plan"),
    "action_check_reminder": pgettext_lazy("mail", "reminder of the check"),
    "address_changed": pgettext_lazy("mail", "changed mail address"),
    "address_confirm": pgettext_lazy("mail", "confirm a mail address"),
    "adviser_invited": pgettext_lazy("mail", "invitation to look on"),
    "application_received": pgettext_lazy("mail", "application received"),
    "application_refused": pgettext_lazy("mail", "application refused"),
    "coordinator_ended": pgettext_lazy("mail", "end of your role"),
    "coordinator_named": pgettext_lazy("mail", "you are coordinator"),
    "coordinators_changed": pgettext_lazy("mail", "other coordinators"),
    "invitation": pgettext_lazy("mail", "invitation"),
    "meeting_moved": pgettext_lazy("mail", "conversation moved"),
    "meeting_withdrawn": pgettext_lazy("mail", "conversation withdrawn"),
    "neighbour_agreed": pgettext_lazy("mail", "good neighbour: both said yes"),
    "neighbour_asked": pgettext_lazy("mail", "good neighbour: a proposal"),
    "neighbour_not_now": pgettext_lazy("mail", "good neighbour: not now"),
    "reminder": pgettext_lazy("mail", "reminder"),
    "repeat_moved": pgettext_lazy("mail", "repeat scan moved"),
    "repeat_opened": pgettext_lazy("mail", "repeat scan can begin"),
    "repeat_reminder": pgettext_lazy("mail", "reminder of the repeat scan"),
    "round_ended": pgettext_lazy("mail", "end of a round"),
    "round_extended": pgettext_lazy("mail", "round extended"),
    "scan_confirmed": pgettext_lazy("mail", "scan confirmed"),
    "scan_confirmed_again": pgettext_lazy("mail", "scan confirmed again"),
    "scan_reopened": pgettext_lazy("mail", "scan opened again"),
    "scan_returned": pgettext_lazy("mail", "scan returned"),
    "scan_sent_in_again": pgettext_lazy("mail", "scan sent in again"),
    "scan_stopped": pgettext_lazy("mail", "scan stopped"),
    "scan_withdrawn": pgettext_lazy("mail", "scan withdrawn"),
    "scans_assigned": pgettext_lazy("mail", "scans for you"),
    "scans_passed_on": pgettext_lazy("mail", "scans passed on"),
    "second_step_changed": pgettext_lazy("mail", "changed second step"),
    "serious_issue": pgettext_lazy("mail", "serious issue"),
    "visit": pgettext_lazy("mail", "visit"),
}
