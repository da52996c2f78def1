"""Ties the app to the site: its mails."""

from django.apps import AppConfig


class ScoringConfig(AppConfig):
    name = "scoring"

    def ready(self) -> None:
        from scoring.conversation import serious
        from wolscan.mail import built_by

        built_by(serious.still_serious, serious.MAIL)
