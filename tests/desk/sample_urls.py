"""A page with one of everything the shell offers, for the browser tests."""

from datetime import timedelta

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.urls import include, path
from django.utils import timezone

from zhuanji.desk.toasts import with_toast
from zhuanji.kernel.errors import Stale

LONG = (
    "客户反映上周购买的电水壶使用三天即漏电，多次致电客服均被告知等待回复，至今无人处理，要求退款并道歉"
    * 3
)
PAGE = """
{% extends "desk/base.html" %}
{% block title %}样张{% endblock title %}
{% block actions %}
  <button class="btn" type="button" data-opens="reason" data-key="r" data-command>{{ parts.icon("pencil") }} 写原因</button>
  {% call parts.menu("更多操作", end=True, small=False) %}<a class="menu-item" href="?copied">复制</a>{% endcall %}
{% endblock actions %}
{% block commands %}<a href="?from-the-bar">打开别处</a>{% endblock commands %}
{% block main %}
  <div class="card rows-scroll"><table class="rows"><tbody data-rows>
    {% for row in rows %}
      <tr data-row id="row-{{ loop.index }}">
        <td><input class="form-check-input" type="checkbox" aria-label="{{ row.name }}"></td>
        <td><a data-open href="?opened={{ loop.index }}">{{ row.name }}</a></td>
        <td>{{ parts.stage_badge(row.stage, row.stage_words) }}</td>
        <td>{{ parts.grade_badge(row.grade, row.grade_words) }}</td>
        <td>{{ parts.deadline_badge(row.due, row.start) }}</td>
        <td>{{ row.start | when }}</td>
      </tr>
    {% endfor %}
  </tbody></table></div>
  {{ parts.pager(request, page, count="1000+ 件") }}
  <div class="columns-2">
    <form class="card card-body" hx-post="/sample/refuse/" hx-swap="outerHTML">
      <textarea class="form-control" name="body" aria-label="回复" data-autosave="/sample/draft/"></textarea>
      <div class="sheet-foot"><output class="dim" data-autosave-state></output>
        <button class="btn btn-primary" type="submit">发送</button>
        <button class="btn" type="button" hx-post="/sample/done/" hx-swap="none">办理</button></div>
    </form>
    <div class="card">{% call parts.empty_state("还没有投诉", "登记第一件，或从表格导入。") %}<a class="btn btn-primary" href="#">{{ parts.icon("plus") }} 登记</a>{% endcall %}</div>
    <div class="card card-body text">{{ long | paragraphs }}</div>
  </div>
  {% call parts.dialog("reason", "写原因") %}<textarea class="form-control" aria-label="原因"></textarea>
    <div class="sheet-foot"><button class="btn btn-primary">保存</button></div>{% endcall %}
{% endblock main %}
"""
STAGES = [
    ("received", "已收到"),
    ("handling", "处理中"),
    ("answered", "已答复"),
    ("closed", "已办结"),
]
GRADES = [("general", "一般"), ("complex", "复杂"), ("major", "重大"), ("emergency", "紧急")]
USED = (0.2, 0.6, 0.8, 1.4)


def sample(request: HttpRequest) -> HttpResponse:
    now = timezone.now()
    rows = [
        {
            "name": name,
            "stage": stage,
            "stage_words": stage_words,
            "grade": grade,
            "grade_words": grade_words,
            "start": now - timedelta(hours=10 * used),
            "due": now + timedelta(hours=10 * (1 - used)),
        }
        for name, (stage, stage_words), (grade, grade_words), used in zip(
            ("水壶漏电", "一直没人回复", LONG, "包裹丢了"), STAGES, GRADES, USED, strict=True
        )
    ]
    if "welcome" in request.GET:
        messages.success(request, "登记好了：20260302-000017")
    page = {"next": "abc", "previous": ""}
    context = {"rows": rows, "page": page, "long": f"{LONG}\n\n第二段"}
    return HttpResponse(engines["jinja2"].from_string(PAGE).render(context, request))


def refuse(_request: HttpRequest) -> HttpResponse:
    raise Stale


def done(_request: HttpRequest) -> HttpResponse:
    return with_toast(HttpResponse(status=204), "已办理 3 件。", undo="/sample/undo/")


def undo(_request: HttpRequest) -> HttpResponse:
    return with_toast(HttpResponse(status=204), "已撤销。")


def draft(request: HttpRequest) -> HttpResponse:
    """A server that keeps drafts, unless the person is signed out."""
    return HttpResponse(status=204 if request.user.is_authenticated else 401)


urlpatterns = [
    path("sample/", sample),
    path("sample/refuse/", refuse),
    path("sample/done/", done),
    path("sample/undo/", undo),
    path("sample/draft/", draft),
    path("desk/", include("zhuanji.desk.urls")),
]
