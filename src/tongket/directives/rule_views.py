"""The law in use: everybody reads it, a legal officer confirms a rule or sets the own value of the place."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from tongket.base import clock
from tongket.base.models import CalendarDay, Installation
from tongket.base.views import refused
from tongket.directives.actions import confirm_rule
from tongket.directives.forms import RuleForm
from tongket.directives.rule_words import TOPICS
from tongket.directives.rules import RuleLine, checks_of, find_rules, lines, rule_book
from tongket.law.rules import Rule, RuleBook
from tongket.units.grants import allowed
from tongket.units.middleware import asking
from tongket.units.queries import names_of, place_of
from tongket.viet.fault import Refusal, refusal

PAGE = 40


def _place(request: HttpRequest) -> int | None:
    """For which place the law is shown: that of the post, else of the host, else of the installation."""
    hat, day = asking(request)
    if hat.unit_id is not None:
        return place_of(hat.unit_id, day)
    if request.unit is not None:  # type: ignore[attr-defined]
        return int(request.unit.pk)  # type: ignore[attr-defined]
    return Installation.objects.values_list("unit_id", flat=True).first()


def _head(request: HttpRequest) -> tuple[RuleBook, dict[str, Any]]:
    hat, day = asking(request)
    place = _place(request)
    may_confirm = hat.unit_id is not None and allowed(
        hat, "directives.confirm_rule", unit_id=hat.unit_id, day=day
    )
    name = names_of([place], day).get(place, "") if place else ""
    return rule_book(day, place), {"place": name, "today": day, "may_confirm": may_confirm}


@require_safe
def rules(request: HttpRequest) -> HttpResponse:
    """All rows by topic; found by words, by topic, by whether they are confirmed."""
    book, context = _head(request)
    words, topic = request.GET.get("tim", "").strip()[:200], request.GET.get("chu-de", "")
    state = {"roi": "confirmed", "chua": "open"}.get(request.GET.get("xac-nhan", ""), "")
    found = find_rules(book, words=words, topic=topic, state=state)
    page = Paginator(found, PAGE).get_page(request.GET.get("page"))
    context |= {
        "words": words,
        "topic": topic,
        "state": request.GET.get("xac-nhan", ""),
        "topics": TOPICS.items(),
        "rows": page,
        "lines": [(TOPICS.get(line.rule.topic, line.rule.topic), line) for line in lines(page)],
        "confirmed": sum(rule.confirmed for rule in book.rules),
        "count": len(book.rules),
        "days": CalendarDay.objects.filter(day__year=context["today"].year).order_by("day"),
    }
    return render(request, "rules/list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def rule(request: HttpRequest, rule_id: str) -> HttpResponse:
    """One rule with its versions and cases, who confirmed what, and the form of the legal officer."""
    hat, day = asking(request)
    book, context = _head(request)
    rows = [row for row in book.rules if row.rule_id == rule_id]
    if not rows:
        raise Http404
    found = lines(rows)
    context |= {
        "rule_id": rule_id,
        "topic": TOPICS.get(rows[0].topic, rows[0].topic),
        "rows": [(line, _standing(line.rule, day), _form(line)) for line in found],
        "checks": checks_of(rule_id, hat, day),
    }
    if request.method != "POST":
        return render(request, "rules/rule.html", context)
    if not context["may_confirm"]:
        raise refusal("grant.refused", action="directives.confirm_rule", post=hat.post or hat.role)
    return _confirm(request, found, context)


def _confirm(request: HttpRequest, found: list[RuleLine], context: dict[str, Any]) -> HttpResponse:
    hat, day = asking(request)
    typed = RuleForm(request.POST, prefix=request.POST.get("row", ""))
    context["rows"] = [
        (line, _standing(line.rule, day), typed if _prefix(line) == typed.prefix else _form(line))
        for line in found
    ]
    if not typed.is_valid():
        return render(request, "rules/rule.html", context, status=400)
    try:
        made = confirm_rule(**typed.cleaned_data, actor=hat, now=clock.now())
    except Refusal as why:
        return refused(request, why, "rules/rule.html", context)
    messages.success(
        request,
        _("The own value is set; deadlines from now on are counted by it.")
        if made.value
        else _("The rule is confirmed, by your post and with today's date."),
    )
    return redirect("rules:rule", context["rule_id"])


def _standing(row: Rule, day: date) -> str:
    """Whether the row is in force: past, now or ahead."""
    return "now" if row.holds(day) else "past" if row.valid_to <= day else "ahead"


def _prefix(line: RuleLine) -> str:
    return f"{line.rule.key.replace('/', '-')}-{line.rule.valid_from.isoformat()}"


def _form(line: RuleLine) -> RuleForm:
    initial = {"rule": line.rule.key, "rule_from": line.rule.valid_from.isoformat()}
    form = RuleForm(prefix=_prefix(line), initial=initial)
    if line.rule.value is None and not line.rule.awaits_own:
        del form.fields["value"]
    return form
