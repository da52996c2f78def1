"""Every address × everybody × GET and POST, against one table. An address without a row fails.

Whoever may not open something cannot tell it from something that does not exist: same status, same page.
"""

import re
from dataclasses import dataclass

import pytest
from django.db import transaction

from tests.wolscan.access_world import doors, make_world

#: People by their letter in the table. Those of another organisation or scan have none: they may nothing.
LETTERS = {
    "c": "coordinator",
    "q": "quality_officer",
    "a": "adviser",
    "p": "programme_office",
    "r": "respondent",
    "t": "typist",
    "k": "council",
    "b": "administrator",
}
STRANGERS = {"stranger", "other_quality_officer", "other_adviser", "administrator"}
ACCOUNTS = {"coordinator", "quality_officer", "adviser", "programme_office"} | STRANGERS
INVITED = {"respondent", "typist", "council", "other_respondent", "other_council"}
EVERYBODY = ACCOUNTS | INVITED | {"anonymous"}
OF_A_PLACE = {"coordinator", "quality_officer", "stranger", "other_quality_officer"}
SETS = {"*": EVERYBODY, "s": ACCOUNTS, "w": INVITED, "d": {"adviser", "other_adviser"}, "l": OF_A_PLACE}

# One row an address: name, the stage of the scan it is opened for, who may GET, who may POST, and what the others meet:
#   login  the login page, for people without an account; signed-in people find nothing
#   seat   also people with an invitation find nothing; only somebody unknown is asked to sign in
#   code   the page where one types a code
#   token  being signed in does not help: a program shows its token
#   nowhere  everybody finds nothing: it is there in the demo only
# Letters: c coordinator · q quality officer · a assigned adviser · p programme office · r respondent · t typist of a
# paper sheet · k seat of the council · b administrator · d any adviser · w anybody with an invitation · l anybody of
# a location · s everybody with an account · * everybody · - nobody
TABLE = """
home                                  -        s    -    login
styleguide                            -        s    -    login
set_language                          -        *    *    login
account_login                         -        *    *    login
account_logout                        -        *    *    login
account_inactive                      -        *    -    login
account_signup                        -        *    *    login
account_reauthenticate                -        s    s    login
account_change_password               -        s    s    login
account_set_password                  -        s    s    login
account_reset_password                -        *    *    login
account_reset_password_done           -        *    -    login
account_reset_password_from_key       -        *    *    login
account_reset_password_from_key_done  -        *    -    login
account_request_login_code            -        *    *    login
account_confirm_login_code            -        *    *    login
my_account                            -        s    -    login
choose_role                           -        s    s    login
usersessions_list                     -        s    s    login
mfa_index                             -        s    -    login
mfa_authenticate                      -        *    *    login
mfa_reauthenticate                    -        s    s    login
mfa_activate_totp                     -        s    s    login
mfa_deactivate_totp                   -        s    s    login
mfa_view_recovery_codes               -        s    -    login
mfa_generate_recovery_codes           -        s    s    login
mfa_list_webauthn                     -        s    s    login
mfa_add_webauthn                      -        s    s    login
mfa_login_webauthn                    -        *    *    login
mfa_reauthenticate_webauthn           -        s    s    login
mfa_remove_webauthn                   team     a    a    login
livez                                 -        *    -    login
readyz                                -        *    -    login
demo_post                             -        -    -    nowhere
robots_txt                            -        *    -    login
security_txt                          -        *    -    login
people                                -        b    -    login
invite_person                         -        b    b    login
access_review                         -        b    -    login
person                                team     b    -    login
change_person                         team     b    b    login
confirm_address                       team     *    *    login
keep_account                          team     -    b    login
send_link                             team     -    b    login
reset_second_step                     team     -    b    login
end_role                              team     b    b    login
privacy                               -        *    -    login
help                                  -        *    -    login
manual                                team     *    -    login
guide_seen                            -        -    s    login
guides_again                          -        -    s    login
accessibility                         -        *    -    login
own_data                              -        s    -    login
own_data_file                         -        s    -    login
erase_own                             -        s    s    login
person_data                           team     b    -    login
person_data_file                      team     b    -    login
erase_person                          team     b    b    login
retention                             -        pb   -    login
event_log                             -        b    -    login
event_log_file                        -        b    -    login
assign_scans                          -        p    p    login
apply                                 -        *    *    login
applied                               -        *    -    login
application_list                      -        p    -    login
application                           final    p    p    login
operations                            -        p    -    login
operations_file                       -        p    -    login
withdraw_scan                         open     cp   cp   login
place_list                            -        p    -    login
place                                 final    p    p    login
move_place                            final    p    p    login
merge_place                           final    p    p    login
split_place                           final    p    p    login
close_place                           final    p    p    login
reopen_place                          final    p    p    login
coordinators                          team     cp   cp   login
hand_over_location                    team     cp   cp   login
end_coordinator                       team     -    cp   login
imports                               -        p    -    login
import_file                           final    p    p    login
import_template                       final    p    -    login
import_check                          final    p    p    login
region_list                           -        p    -    login
job                                   final    p    -    login
figures                               -        p    p    login
figures_on                            final    p    -    login
figures_csv                           final    p    -    login
make_figures                          final    -    p    login
publish_figures                       final    -    p    login
progress_report                       final    p    -    login
progress_texts                        final    p    p    login
make_files                            final    -    p    login
progress_file                         final    p    -    login
benchmark                             sent     -    -    login
benchmark                             final    cqa  -    login
seen_by_office                        final    cq   -    login
api_docs                              -        *    -    login
api_openapi                           -        *    -    login
api                                   final    -    -    token
api_access                            -        lpb  lpb  login
revoke_client                         final    -    cqpb login
open_data                             -        *    -    login
open_file                             final    *    -    login
answers_template                      -        s    -    login
location                              team     cq   -    login
start_scan                            final    -    c    login
prepare_round                         final    -    c    login
sheet                                 team     c    -    seat
sheet_overview                        team     c    -    seat
sheet_table                           team     -    c    login
theme                                 team     c    c    seat
send_in                               team     -    c    login
sheet                                 draft    r    -    seat
sheet_overview                        draft    r    -    seat
theme                                 draft    r    r    seat
send_sheet                            draft    -    r    seat
own_copy                              draft    r    -    seat
choose_layout                         draft    -    r    seat
question                              draft    r    r    seat
type_over                             paper    t    t    seat
link                                  open     *    -    code
join                                  -        *    *    code
not_open                              -        *    -    code
begin                                 -        ws   ws   code
own_code                              -        w    -    code
own_code_file                         -        w    -    code
paper                                 -        w    w    code
paper_file                            -        w    -    code
paper_print                           -        w    -    code
thanks                                -        w    -    code
conversation_ics                      -        w    -    code
deadline_ics                          -        w    -    code
leave                                 -        -    *    code
opt_out                               opt_out  *    *    login
round_facts                           preparing c   c    login
round_dates                           preparing c   c    login
round_invitations                     preparing c   -    login
round_open                            preparing -   c    login
round_group                           open     c    c    login
round_letters                         open     c    -    login
round_papers                          open     c    -    login
round_council                         open     c    c    login
round_council_letter                  talk     c    -    login
round_revoke                          open     -    c    login
round_renew                           open     -    c    login
round_remind                          open     -    c    login
round_change                          open     c    c    login
round_withdraw                        open     c    c    login
round_deadline                        open     cq   -    login
round_conversation                    open     cq   -    login
fill_in_together                      preparing -   c    login
round_response                        open     cq   -    login
round_close                           open     c    c    login
board                                 open     cq   -    seat
board                                 talk     cqk  -    seat
board                                 invited  cqa  -    seat
board_accept                          talk     -    c    seat
board_topic                           talk     cqk  c    seat
board_topic                           invited  cqa  c    seat
guide                                 talk     cq   -    seat
guide                                 invited  cqa  -    seat
guide_pdf                             talk     cq   -    seat
help_wishes                           talk     cq   c    seat
help_wishes                           invited  cqa  c    seat
council_reaction                      talk     cqk  ck   seat
council_reaction                      invited  cqa  c    seat
check_scan                            talk     c    c    seat
serious_issues                        open     cq   -    seat
serious_issues                        talk     cqa  c    seat
outcome                               team     cq   -    login
outcome                               talk     cq   -    login
outcome                               invited  cq   -    login
outcome                               sent     cqa  -    login
report_print                          sent     cqa  -    login
report_pdf                            sent     cqa  cqa  login
review                                review   a    -    login
review_begin                          sent     -    a    login
review_theme                          review   -    a    login
review_return                         review   a    a    login
review_questions                      returned cqa  c    login
confirm_scan                          review   a    a    login
review_reopen                         final    a    a    login
repeat_ics                            final    cqa  -    login
move_repeat                           final    ca   ca   login
check_calendar                        final    cqa  -    login
plan                                  due      cqa  -    login
plan_print                            due      cqa  -    login
plan_examples                         due      c    -    login
plan_add                              due      c    c    login
plan_reason                           due      c    c    login
plan_action                           due      c    c    login
plan_remove                           due      c    c    login
plan_answer                           due      c    c    login
plan_consult                          due      c    c    login
plan_consultation                     due      c    c    login
pulse                                 due      c    -    login
pulse_fill                            due      c    c    login
pulse_remove                          due      c    c    login
check_not_open                        -        *    -    code
check_link                            due      *    -    code
check_action                          due      -    -    code
poster                                final    c    -    login
outcome_code                          -        *    *    login
shared_outcome                        -        *    -    login
staffing                              team     cq   -    login
staffing                              invited  cq   -    login
staffing                              sent     cqa  -    login
staffing_start                        team     -    c    login
staffing_settings                     team     c    c    login
staffing_group                        team     c    c    login
staffing_add_group                    team     -    c    login
staffing_remove_group                 team     c    c    login
staffing_remove                       team     c    c    login
staffing_outcome                      team     cq   -    login
staffing_what_if                      team     cq   -    login
staffing_note                         team     -    c    login
facts                                 team     cq   c    login
facts                                 sent     cqa  c    login
assigned_scan                         team     p    p    login
scan_route                            team     -    p    login
hand_over_scan                        team     a    a    login
invite_adviser                        team     -    c    login
worklist                              -        d    -    login
guided_scan                           team     a    -    login
guided_scan                           talk     a    -    login
guided_scan                           sent     a    -    login
practices                             -        s    -    login
practice                              team     s    -    login
recommendations                       team     -    -    login
recommendations                       sent     a    a    login
visit                                 team     -    -    login
visit                                 sent     cqa  a    login
visit_cancel                          sent     -    a    login
visit_calendar                        sent     cqa  -    login
offers                                final    cq   c    login
offer_withdraw                        final    -    c    login
neighbours                            team     -    -    login
neighbours                            final    a    a    login
match                                 final    cq   c    login
"""


@dataclass(frozen=True)
class Row:
    name: str
    stage: str
    get: frozenset[str]
    post: frozenset[str]
    others: str

    def may(self, method):
        return self.get if method == "get" else self.post


def row(line):
    name, stage, get, post, others = line.split()
    return Row(name, stage, people(get), people(post), others)


def people(letters):
    """The people behind the letters of the table."""
    named = [SETS.get(letter, {LETTERS.get(letter)}) for letter in letters if letter != "-"]
    return frozenset().union(*named)


#: What is posted where an empty form would meet nothing, even for who may.
SENT = {
    "serious_issues": {"schone-ruimtes-text": "De schoonmaker komt elke dag.", "schone-ruimtes-seen": ""},
    "staffing_note": {"eis": "1"},
    "match": {"side": "shows", "answer": "ja"},
}
ROWS = [row(line) for line in TABLE.strip().splitlines()]
DOORS = {door.name: door for door in doors()}


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker):
    """Made once; every knock on a door is undone."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield make_world()
        transaction.set_rollback(True)


def knock(world, person, method, address, name=""):
    """What somebody gets, and nothing of it remains; the same knock is made once."""
    key = (person, method, address)
    if key not in world.answers:
        with transaction.atomic():
            sent = SENT.get(name, {}) if method == "post" else {}
            world.answers[key] = getattr(world.browser(person), method)(address, sent)
            transaction.set_rollback(True)
    return world.answers[key]


def outcome(answer):
    """``open``, or how it was refused."""
    if answer.status_code == 401 and b"<form" in answer.content:
        return "login"  # after which what was typed is sent again
    if answer.status_code in {401, 404, 405}:
        return {401: "token", 404: "nothing", 405: "method"}[answer.status_code]
    where = answer.headers.get("Location", "")
    if where.startswith("/account/login/?next="):
        return "login"
    if where in {"/meedoen/", "/meedoen/niet-open/", "/actie/niet-open/"} and "Clear-Site-Data" not in answer.headers:
        return "code"
    return "open"


def refusals(person, row, method):
    """How somebody who may not is turned away, by the last column of the table."""
    refused = set() if row.may(method) else {"method"}
    if row.others in {"code", "token"}:
        return refused | {row.others}
    if row.others == "nowhere":
        return refused | {"nothing"}
    without_account = person == "anonymous" or (row.others == "login" and person in INVITED)
    return refused | ({"login"} if without_account else {"nothing"})


def blank(answer):
    """Status, target and page without what differs every time: ids, tokens, nonces."""
    page = re.sub(rb"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", b"", answer.content)
    page = re.sub(rb"/beheer/(mensen|rollen)/\d+/", b"", page)
    page = re.sub(rb"/cijfers/20[0-9-]+/", b"", page)
    page = re.sub(rb"/importeren/[a-z-]+/", b"", page)  # the page repeats the address that was asked for
    page = re.sub(rb"/toegangssleutels/\d+/", b"", page)
    page = re.sub(rb'name="csrfmiddlewaretoken" value="\w+"', b"", page)
    where = re.sub(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", "", answer.headers.get("Location", ""))
    return answer.status_code, where.partition("?next=")[0], page


def test_every_address_has_its_row_and_every_row_its_address():
    assert {row.name for row in ROWS} == set(DOORS)


def test_every_address_with_an_object_has_a_stage():
    assert [row.name for row in ROWS if bool(DOORS[row.name].gaps) == (row.stage == "-")] == []


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row.name}-{row.stage}")
def test_only_those_in_the_table_get_in(world, db, row, method):
    address = world.address(DOORS[row.name], row.stage)
    got = {person: outcome(knock(world, person, method, address, row.name)) for person in EVERYBODY}

    assert {person for person in EVERYBODY if got[person] == "open"} - lost_session(row) == row.may(method)
    for person in EVERYBODY - row.may(method) - lost_session(row):
        assert got[person] in refusals(person, row, method), (person, got[person])


def lost_session(row):
    """Somebody unknown at the draft of one person may be its writer, whose session ended: they are asked for the code.

    That tells whoever holds the address of a draft, which is not to be guessed, that it is one.
    """
    return {"anonymous"} if row.stage in {"draft", "paper"} else set()


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("row", [r for r in ROWS if r.stage != "-"], ids=lambda row: f"{row.name}-{row.stage}")
def test_what_is_anothers_looks_like_what_does_not_exist(world, db, row, method):
    door = DOORS[row.name]
    present, absent = world.address(door, row.stage), world.address(door, row.stage, absent=True)
    for person in EVERYBODY - row.may(method) - lost_session(row):
        got = [blank(knock(world, person, method, address, row.name)) for address in (present, absent)]
        assert got[0] == got[1], person


@pytest.mark.parametrize("row", [r for r in ROWS if r.stage not in {"-", "opt_out"}], ids=lambda row: row.name)
def test_what_does_not_exist_is_found_by_nobody(world, db, row):
    absent = world.address(DOORS[row.name], row.stage, absent=True)
    for person in sorted(row.get)[:3]:
        assert outcome(knock(world, person, "get", absent)) in {"nothing", "code"}, person


def test_page_for_somebody_whose_session_ended_holds_nothing_of_the_sheet(world, db):
    """At the draft of one person somebody unknown is asked for the code, and learns nothing else."""
    address = world.address(DOORS["theme"], "draft")
    page = knock(world, "anonymous", "get", address).content.decode()

    assert 'name="code"' in page
    assert "De Linde" not in page
    assert "Privacyverklaring" in page
    assert "Privacy" not in page.replace("Privacyverklaring", "")
