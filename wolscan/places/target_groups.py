"""For whom a location is: the keys that are kept, with the words people read."""

from django.utils.translation import gettext_lazy as _

TARGET_GROUPS = [
    ("pg", _("Dementia care (PG)")),
    ("somatiek", _("Physical illness (somatiek)")),
    ("gerontopsychiatrie", _("Old-age psychiatry")),
    ("korsakov", _("Korsakoff")),
    ("jonge-mensen-met-dementie", _("Young people with dementia")),
]
