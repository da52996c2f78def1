"""Ties the app to the site: its mails and its daily jobs."""

from django.apps import AppConfig


class QuestionnairesConfig(AppConfig):
    name = "questionnaires"

    def ready(self) -> None:
        from questionnaires.round import daily, mails
        from wolscan.mail import built_by

        built_by(mails.asked_to_take_part, "invitation", "reminder", "round_extended")
        built_by(mails.told_of_meeting, "meeting_moved")
        built_by(mails.told_of_withdrawal, "meeting_withdrawn")
        built_by(mails.told_of_end, "round_ended")
        daily.register()
