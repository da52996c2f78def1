"""Ties the app to the site: its mails, its daily jobs and its kinds of long work."""

from django.apps import AppConfig


class WolscanConfig(AppConfig):
    name = "wolscan"

    def ready(self) -> None:
        from wolscan import checks  # noqa: F401 - registers itself
        from wolscan.accounts import background as accounts
        from wolscan.people import mails as people_mails
        from wolscan.places import background
        from wolscan.places import mails as place_mails
        from wolscan.privacy import purges, watched

        accounts.register()
        purges.register()
        watched.declare()
        people_mails.register()
        place_mails.register()
        background.register()
