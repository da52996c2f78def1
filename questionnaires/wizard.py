"""The wizard of eight themes: the only file that knows django-formtools.

formtools keeps drafts in the session; here its storage sits on the answer tables and the session stays empty. The
order of the steps is free, the address decides which step is open, and sending in is a page of its own.
"""

from functools import cache
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import SuspiciousOperation
from django.db import transaction
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.decorators import method_decorator
from formtools.wizard.storage import BaseStorage
from formtools.wizard.views import NamedUrlWizardView

from questionnaires.access import SignInFirst, sheet_to_fill_in
from questionnaires.asking import Question, answer_label, questions
from questionnaires.definitions import TEAM, Theme, load, versions
from questionnaires.forms import ThemeForm
from questionnaires.merging import Given, Merged
from questionnaires.models import AnswerSheet
from questionnaires.presenters import place_of_theme, saved_context, seen_value
from questionnaires.queries import given_at_theme
from questionnaires.respond.gate import instead_of_sheet
from questionnaires.responding import AlreadySent
from questionnaires.services import save_held
from scoring.followup.repeat.queries import digest_before, levels_in

NEXT, PREVIOUS, LATER, OVERVIEW = "next", "previous", "later", "overview"


class SheetStorage(BaseStorage):
    """formtools' storage on the answer rows of one sheet. The current step lives in the address, nothing elsewhere."""

    sheet: AnswerSheet
    saved: Merged | None = None

    def init_data(self) -> None:
        self.data = {self.step_key: None, self.step_data_key: {}, self.step_files_key: {}, self.extra_data_key: {}}

    def __init__(self, prefix: str, request: HttpRequest | None = None, file_storage: Any = None) -> None:
        super().__init__(prefix, request, file_storage)
        self.init_data()
        self.sheet = request.sheet  # type: ignore[union-attr]

    def reset(self) -> None:
        """Nothing: answers are never thrown away by a wizard that starts over."""

    def get_step_data(self, step: str) -> None:
        """No bound data: a draft comes back as the initial of its form, so that it opens without errors."""
        return

    def set_step_data(self, step: str, form: ThemeForm) -> None:
        """Saves the step in the answer tables; what came of it is kept in ``saved``."""
        self.saved = save_held(sheet=self.sheet, theme=form.theme, seen=form.cleaned_data["seen"], typed=form.typed)


@method_decorator(login_not_required, name="dispatch")
class SheetWizard(NamedUrlWizardView):
    """Fills in a sheet, a theme a page. Saves on every post, by button or by itself (htmx).

    The loader in ``dispatch`` is the access control: a coordinator, or whoever came with an invitation. A post loads
    its sheet once, and holds it until what it saves is stored. Its answer is rendered after that.
    """

    storage_name = "questionnaires.wizard.SheetStorage"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            if request.method != "POST":
                return self._at_sheet(request, *args, **kwargs)
            _read_whole(request)
            with transaction.atomic():
                return self._at_sheet(request, *args, **kwargs)
        except (SignInFirst, AlreadySent):
            return instead_of_sheet(request, kwargs["sheet"])

    def _at_sheet(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        among = _among(request.method == "POST", request.user.is_authenticated)
        self.sheet = request.sheet = sheet_to_fill_in(request, kwargs["sheet"], among)
        self.questionnaire = load(self.sheet.scan.questionnaire)
        return super().dispatch(request, *args, **kwargs)

    def get_template_names(self) -> list[str]:
        return ["questionnaires/theme.html" if self.sheet.group == TEAM else "respond/theme.html"]

    def get_prefix(self, request: HttpRequest, *args: Any, **kwargs: Any) -> str:
        return "blad"

    def get_form_prefix(self, step: str | None = None, form: Any = None) -> str:
        return ""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self._open(kwargs["step"])
        if not self.sheet.takes_answers:
            return HttpResponseRedirect(self._url("sheet_overview"))
        return self.render(self.get_form())

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Saves. The step in the address and the one in the form must be the same, or it is a damaged page (400)."""
        self._open(kwargs["step"])
        if request.POST.get(f"{self.prefix}-current_step") != kwargs["step"]:
            raise SuspiciousOperation("The posted step is not the step of the address.")
        if self.sheet.takes_answers:
            return super().post(request, *args, **kwargs)
        if self.sheet.group != TEAM:
            return instead_of_sheet(request, self.sheet.pk)
        form = self.get_form(data=request.POST)
        return self.render_to_response(self.get_context_data(form=form, is_closed=True), status=409)

    def render_goto_step(self, goto_step: str, **kwargs: Any) -> HttpResponse:
        """formtools' own "go to step" leaves before the form is read; here nothing typed is dropped."""
        raise SuspiciousOperation("Steps are opened by their address.")

    def get_form_kwargs(self, step: str | None = None) -> dict[str, Any]:
        theme = self.questionnaire.theme(step or self.steps.current)
        return {"questionnaire": self.questionnaire, "theme": theme, "group": self.sheet.group}

    def process_step(self, form: ThemeForm) -> ThemeForm:
        """Hands the form itself to the storage, which saves what it says."""
        return form

    def render_next_step(self, form: ThemeForm, **kwargs: Any) -> HttpResponse:
        saved = self.storage.saved
        if self.request.htmx:
            return self._saved_quietly(form, saved)
        if saved.conflicts:
            return self.render(form, conflicts=saved.conflicts)
        return HttpResponseRedirect(self._where_next())

    def render_done(self, form: ThemeForm, **kwargs: Any) -> HttpResponse:
        """The last step is as any other: formtools' own ending would send in on a GET."""
        return self.render_next_step(form, **kwargs)

    def done(self, form_list: list[ThemeForm], **kwargs: Any) -> HttpResponse:
        return HttpResponseRedirect(self._url("sheet_overview"))

    def render(self, form: ThemeForm | None = None, **kwargs: Any) -> HttpResponse:
        if self.request.htmx:
            return self._not_saved(form)
        return super().render(form, **kwargs)

    def get_context_data(self, form: ThemeForm, **kwargs: Any) -> dict[str, Any]:
        conflicts: dict[str, Given] = kwargs.pop("conflicts", {})
        saved = self.storage.saved
        standing = saved.standing if saved else given_at_theme(self.sheet, form.theme.key)
        return super().get_context_data(
            form=form,
            sheet=self.sheet,
            is_own=self.sheet.group != TEAM,
            theme=form.theme,
            questionnaire=self.questionnaire,
            number=place_of_theme(self.questionnaire, form.theme, self.sheet.group),
            total=len(self.own_themes),
            questions=self._with_last_time(
                questions(form, standing, conflicts, keep_typed="is_closed" in kwargs), form, standing
            ),
            seen=seen_value(form, standing, conflicts),
            conflicts=conflicts,
            previous=self.get_prev_step(),
            following=self.get_next_step(),
            **kwargs,
        )

    @property
    def own_themes(self) -> list[str]:
        """The themes this sheet is asked about; the list of forms is the same for everybody."""
        return [theme.key for theme in self.questionnaire.themes_for(self.sheet.group)]

    def get_next_step(self, step: str | None = None) -> str | None:
        return self._beside(step, 1)

    def get_prev_step(self, step: str | None = None) -> str | None:
        return self._beside(step, -1)

    def _beside(self, step: str | None, by: int) -> str | None:
        place = self.own_themes.index(step or self.steps.current) + by
        return self.own_themes[place] if 0 <= place < len(self.own_themes) else None

    def get_step_url(self, step: str) -> str:
        return reverse(self.url_name, kwargs={"sheet": self.sheet.pk, "step": step})

    def _open(self, step: str) -> None:
        """Makes the step of the address the current one; 404 for a step that this sheet does not have."""
        if step not in self.get_form_list() or step not in self.own_themes:
            raise Http404
        self.storage.current_step = step

    def _where_next(self) -> str:
        then = self.request.POST.get("then")
        step = {NEXT: self.get_next_step(), PREVIOUS: self.get_prev_step()}.get(then or NEXT)
        if step:
            return self.get_step_url(step)
        return self._url("sheet_overview" if then in (None, NEXT, OVERVIEW) else "sheet")

    def _url(self, name: str) -> str:
        return reverse(name, kwargs={"sheet": self.sheet.pk})

    def _saved_quietly(self, form: ThemeForm, saved: Merged) -> HttpResponse:
        context = saved_context(self.sheet, form, saved)
        if self.sheet.scan.previous_id:
            context["before"] = self._last_time(form, saved.standing)
        return TemplateResponse(self.request, "questionnaires/_saved.html", context)

    def _last_time(self, form: ThemeForm, standing: dict[str, Given]) -> dict[str, str]:
        """What was agreed last time, in words, for the team only and only at topics that have an answer by now.

        Topics without an answer are empty: their place on the page waits.
        """
        agreed = levels_in(self.sheet.digest_before, self.sheet.scan) if self.sheet.group == TEAM else {}
        answered = {topic for topic, given in standing.items() if given.value}
        return {
            topic.key: answer_label(form.questionnaire, agreed[topic.key]) if topic.key in answered else ""
            for topic in form.topics
            if topic.key in agreed
        }

    def _with_last_time(self, asked: list[Question], form: ThemeForm, standing: dict[str, Given]) -> list[Question]:
        last_time = self._last_time(form, standing)
        for question in asked:
            question.before = last_time.get(question.key)
        return asked

    def _not_saved(self, form: ThemeForm | None) -> HttpResponse:
        return TemplateResponse(self.request, "questionnaires/_not_saved.html", {"form": form}, status=422)


@cache
def _among(is_change: bool, is_signed_in: bool) -> QuerySet[AnswerSheet]:
    """The sheets to look among: with the scan and what was agreed the time before, and held where one is changed."""
    rows = AnswerSheet.objects.select_related("scan__location")
    if is_signed_in:
        rows = rows.annotate(digest_before=digest_before("scan__previous"))
    return rows.select_for_update(of=("self",)) if is_change else rows


def _read_whole(request: HttpRequest) -> None:
    """Reads what is sent to its end, however slow its sender, before anything is held."""
    request.POST  # noqa: B018


def steps() -> list[tuple[str, type[ThemeForm]]]:
    """The static list of steps: the themes of the newest questionnaire. What varies goes through the form's kwargs."""
    themes: tuple[Theme, ...] = load(versions()[-1]).themes
    return [(theme.key, ThemeForm) for theme in themes]
