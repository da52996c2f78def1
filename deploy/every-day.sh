#!/bin/sh
# What a timer does where there is no systemd: at 02:40 a backup that is tried, at 06:15 the daily work.
# The daily work also runs when this starts: it finds nothing to do when it was done today.
set -u
folder=${BACKUPS:-/var/backups/wolscan}
keep=${KEEP_DAYS:-30}
sleeping=
trap 'kill $sleeping 2>/dev/null; exit 0' TERM INT

wait_until() {
  now=$(date +%s)
  moment=$(date -d "today $1" +%s)
  [ "$moment" -gt "$now" ] || moment=$(date -d "tomorrow $1" +%s)
  sleep $((moment - now)) & sleeping=$!
  wait $sleeping
}

while :; do
  python manage.py daily
  wait_until 02:40
  python manage.py backup "$folder" --keep-days "$keep" && python manage.py backup --verify "$folder"
  wait_until 06:15
done
