"""Ties the app to the site: its mails and its daily jobs."""

from django.apps import AppConfig


class ScoringConfig(AppConfig):
    name = "scoring"

    def ready(self) -> None:
        from scoring import persons, retention, watched
        from scoring.conversation import serious
        from scoring.followup import daily as check_jobs
        from scoring.followup import mails as check_mails
        from scoring.followup.repeat import daily as repeat_jobs
        from scoring.followup.repeat import mails as repeat_mails
        from scoring.progress import jobs as progress_jobs
        from scoring.publication import daily as publication_jobs
        from scoring.publication.thresholds import refuse_to_start_without
        from scoring.reports.waiting import oldest_waiting
        from scoring.review import mails as review_mails
        from scoring.visits import mails as visit_mails
        from scoring.visits.services import MAIL as VISIT
        from wolscan.health.checks import waits_since
        from wolscan.mail import built_by

        waits_since("report", oldest_waiting)
        refuse_to_start_without()
        built_by(serious.still_serious, serious.MAIL)
        built_by(check_mails.asks_about_actions, check_jobs.ASK)
        built_by(check_mails.asks_for_a_plan, check_jobs.ASK_FOR_PLAN)
        built_by(check_mails.reminds_of_actions, check_jobs.REMIND)
        check_jobs.register()
        built_by(visit_mails.told_of_visit, VISIT)
        review_mails.register()
        repeat_mails.register()
        repeat_jobs.register()
        publication_jobs.register()
        progress_jobs.register()
        retention.register()
        persons.register()
        watched.declare()
