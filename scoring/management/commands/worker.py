"""The background process: PDF reports, mail and other long work, one job at a time; web requests go first."""

import logging
import os
import signal
import time
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.db import close_old_connections

from scoring.reports.making import make_waiting_reports
from wolscan.health.beats import WORKER, beat
from wolscan.jobs.running import do_waiting_jobs
from wolscan.mail import send_waiting

NICENESS = 10
IDLE_SECONDS = 1.5
logger = logging.getLogger("wolscan.worker")


class Command(BaseCommand):
    help = "Makes the reports, sends the mails and does the long work that waits, until it is told to stop (SIGTERM)."

    stopping = False

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--once", action="store_true", help="do what waits now, then stop")

    def handle(self, *, once: bool, **options: Any) -> None:
        if once:
            self.stdout.write(f"{self.work()} jobs done")
            return
        os.nice(NICENESS)
        for name in (signal.SIGTERM, signal.SIGINT):
            signal.signal(name, self.stop)
        logger.info("the worker started")
        while not self.stopping:
            done = self.work()
            close_old_connections()  # a database that went away is met with a new connection
            if not done:
                time.sleep(IDLE_SECONDS)
        logger.info("the worker stopped")

    def stop(self, *_args: Any) -> None:
        """Ends after the job that runs: a PDF or a mail is never cut off by a restart."""
        self.stopping = True

    def work(self) -> int:
        """One job of each kind that waits. Something that goes wrong leaves a line in the log; the worker goes on."""
        done = 0
        for job in (make_waiting_reports, send_waiting, do_waiting_jobs):
            try:
                beat(WORKER)
                while not self.stopping and (count := job(limit=1)):
                    done += count
            except Exception:
                logger.exception("%s went wrong", job.__name__)
        return done
