"""The addresses of the site itself, and how each is watched."""

from wolscan.privacy.watching import exempt, recorded, viewed

SIGNING_IN = (
    "account_login account_logout account_inactive account_signup account_reauthenticate account_change_password "
    "account_set_password account_reset_password account_reset_password_done account_reset_password_from_key "
    "account_reset_password_from_key_done"
)
#: Changing the second step records itself.
OWN_ACCOUNT = (
    "account_request_login_code account_confirm_login_code my_account choose_role usersessions_list mfa_index "
    "mfa_authenticate mfa_reauthenticate mfa_activate_totp mfa_deactivate_totp mfa_view_recovery_codes "
    "mfa_generate_recovery_codes mfa_list_webauthn mfa_add_webauthn mfa_login_webauthn mfa_reauthenticate_webauthn "
    "mfa_remove_webauthn"
)


def declare() -> None:
    viewed("person_data event_log")
    recorded(
        "people invite_person access_review person change_person keep_account send_link reset_second_step end_role "
        "erase_person "
        "person_data_file event_log_file retention place_list place move_place merge_place split_place close_place "
        "reopen_place coordinators hand_over_location end_coordinator imports import_file import_check region_list job"
    )
    exempt("home", reason="a list of what waits; each page it leads to has its own row here")
    exempt(
        "styleguide set_language livez readyz robots_txt security_txt privacy accessibility import_template",
        reason="the same for everybody, without anything of a scan or a person",
    )
    exempt("demo_post", reason="mails of the demo, which holds nobody's data; elsewhere it does not exist")
    exempt("help manual guide_seen guides_again", reason="help and manuals; nothing of a scan or a person")
    exempt("own_data own_data_file erase_own", reason="one's own data; the export and the erasure record themselves")
    exempt("confirm_address", reason="for whoever has the mail; the changed address records itself")
    exempt(SIGNING_IN, reason="signing in and one's own password")
    exempt(OWN_ACCOUNT, reason="one's own account; a changed second step records itself")
