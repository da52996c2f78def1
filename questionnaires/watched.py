"""The addresses of filling in, and how each is watched."""

from django.utils.translation import gettext as _

from questionnaires.asking import tr
from questionnaires.definitions import TEAM, load, versions
from wolscan.privacy.watching import exempt, recorded, viewed
from wolscan.privacy.words import groups_called


def declare() -> None:
    groups_called(_group)
    viewed("application application_list operations assigned_scan")
    recorded(
        "assign_scans operations_file withdraw_scan scan_route hand_over_scan invite_adviser location start_scan "
        "prepare_round round_facts round_dates round_invitations round_open round_group round_letters round_papers "
        "round_council round_council_letter round_revoke round_renew round_remind round_change round_withdraw "
        "round_deadline round_conversation fill_in_together round_close send_in"
    )
    exempt("apply applied", reason="for whoever applies; no account, nothing of anybody else")
    exempt("answers_template", reason="the empty template, the same for everybody")
    exempt(
        "sheet sheet_overview sheet_table theme send_sheet own_copy choose_layout question type_over",
        reason="somebody's own answers, or those of the team at its own table; who reads and writes there is not kept",
    )
    exempt(
        "link join not_open begin own_code own_code_file paper paper_file paper_print thanks conversation_ics "
        "deadline_ics leave opt_out",
        reason="for people who take part: they have no account and leave no trace",
    )


def _group(key: str) -> str:
    """The name of a group in the newest version that has it."""
    if key == TEAM:
        return _("The team together")
    groups = (group for version in reversed(versions()) for group in load(version).groups)
    return next((tr(group.label) for group in groups if group.key == key), "")
