"""Long work (imports, snapshots, reports) as rows that the worker claims; progress survives a closed browser.

How to have something done, from another folder:

1. Write what does it. The long part gets the row and tells how far it is; it keeps nothing. It gives back a function
   that keeps what was made: that one runs in one transaction with the end of the job, so that the work is done once
   or not at all, however often a job is cut off and taken up again. ``Refused`` ends a job with a sentence::

       def read_locations(job: Job, tell: Tell) -> Keep:
           for done, row in enumerate(rows(job.file), start=1):
               ...
               tell(done, len(rows))          # at most one write a second; never inside a transaction of your own
           if faults:
               raise Refused(_("Line 3: there is no region Utrecht-Zuid."))
           return lambda: {"added": add(locations, by=job.by)}

2. Name it when your app is ready (``AppConfig.ready``)::

       register(Kind("import_locations", _("Importing locations"), read_locations,
                     may=Permission.MANAGE_PLACES, before="import_page", after="location_list"))

   ``before`` is where it is asked for (the name of an address), for when it did not work. ``after`` is where people
   go on when it is done: the name of an address, or a function of the job that gives one. ``done`` may be a function
   of the job that gives one sentence about what came of it.

3. Ask for it from your service, inside its transaction, and send people to the progress page::

       job = queue_job(kind="import_locations", payload={"kind": "csv"}, file=content, file_name=name, by=by)
       return redirect("job", job=job.pk)

The page is seen by who asked and by everybody who may ask for the same; it looks again by itself, with and without
JavaScript. A list of your own jobs: ``recent_jobs("import_locations")``; a small line about one: the template
``jobs/_progress.html`` with ``job`` (and ``kind``).
"""
