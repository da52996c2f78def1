"""The addresses of what follows from the answers, and how each is watched."""

from wolscan.privacy.watching import exempt, exported, recorded, viewed


def declare() -> None:
    viewed(
        "board board_topic guide help_wishes council_reaction serious_issues outcome report_print review review_return "
        "review_questions confirm_scan plan plan_print staffing facts guided_scan recommendations visit neighbours "
        "round_response benchmark"
    )
    exported("report_pdf guide_pdf")
    recorded(
        "board_accept check_scan review_begin review_theme review_reopen repeat_ics move_repeat check_calendar "
        "plan_examples plan_add plan_reason plan_action plan_remove plan_answer plan_consult plan_consultation "
        "pulse pulse_fill pulse_remove poster staffing_start staffing_settings staffing_group staffing_add_group "
        "staffing_remove_group staffing_remove staffing_outcome staffing_what_if staffing_note "
        "visit_cancel visit_calendar offers offer_withdraw match seen_by_office api_access revoke_client"
    )
    # Figures that passed the disclosure control say nothing of one location; taking them along records itself.
    recorded(
        "figures figures_on figures_csv make_figures publish_figures progress_report progress_texts make_files "
        "progress_file"
    )
    exempt("open_data open_file", reason="published figures, for everybody")
    exempt("api_docs api_openapi", reason="how the interface works, the same for everybody with an account")
    exempt("api", reason="for programs: who uses it is no person")
    exempt("worklist", reason="a list of one's own scans; opening one leaves an event")
    exempt("practices practice", reason="a library, the same for everybody with an account")
    exempt(
        "check_not_open check_link check_action outcome_code shared_outcome",
        reason="behind a code or a link, for people without an account: they leave no trace",
    )
