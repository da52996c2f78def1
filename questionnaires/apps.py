"""Ties the app to the site: its mails and its daily jobs."""

from django.apps import AppConfig


class QuestionnairesConfig(AppConfig):
    name = "questionnaires"

    def ready(self) -> None:
        from questionnaires import persons, retention, watched
        from questionnaires.applying import daily as applying_jobs
        from questionnaires.assigning.leaving import guides_scans
        from questionnaires.models import running_at
        from questionnaires.operations import mails as operations_mails
        from questionnaires.round import daily, mails
        from wolscan.mail import built_by
        from wolscan.people.services import objects_to_ending
        from wolscan.places.holding import held_by

        built_by(mails.asked_to_take_part, "invitation", "reminder", "round_extended")
        built_by(mails.told_of_meeting, "meeting_moved")
        built_by(mails.told_of_withdrawal, "meeting_withdrawn")
        built_by(mails.told_of_end, "round_ended")
        daily.register()
        applying_jobs.register()
        operations_mails.register()
        held_by(running_at)
        objects_to_ending(guides_scans)
        retention.register()
        persons.register()
        watched.declare()
