from django.urls import path

from zhuanji.desk.playbook import files, following, grid, page, preview, section, use, writing

_CATEGORY = "playbook/category/<str:key>/"
_RULE = "playbook/rule/<slug:key>/"
_VERSION = "playbook/versions/<int:number>/"
_PREVIEW = "playbook/preview/<uuid:key>/"

urlpatterns = [
    path("playbook/", page.playbook, name="playbook"),
    path("playbook/rules/", page.general_rules, name="playbook_rules"),
    path("playbook/part/<slug:name>/", section.section, name="playbook_section"),
    path("playbook/part/<slug:name>/write/", section.write, name="playbook_section_write"),
    path("playbook/deadlines/write/", grid.write, name="playbook_grid_write"),
    path("playbook/law/", section.law, name="playbook_law"),
    path("playbook/begin/", use.begin, name="playbook_begin"),
    path("playbook/add/", writing.add, name="playbook_add"),
    path("playbook/trade/", writing.trade, name="playbook_trade"),
    path("playbook/discard/", writing.discard, name="playbook_discard"),
    path("playbook/rules/add/", writing.add_a_rule, name="playbook_rule_add"),
    path(_CATEGORY, page.category, name="playbook_category"),
    path(f"{_CATEGORY}write/", writing.write, name="playbook_write"),
    path(f"{_CATEGORY}shift/", writing.shift, name="playbook_shift"),
    path(f"{_CATEGORY}move/", writing.move, name="playbook_move"),
    path(f"{_CATEGORY}retire/", writing.retire, name="playbook_retire"),
    path(f"{_RULE}write/", writing.write_a_rule, name="playbook_rule_write"),
    path("playbook/use/", use.use, name="playbook_use"),
    path("playbook/open/", following.open_complaints, name="playbook_open"),
    path("playbook/rest/", use.rest, name="playbook_rest"),
    path("playbook/versions/", use.versions, name="playbook_versions"),
    path(_VERSION, use.version, name="playbook_version"),
    path(f"{_VERSION}back/", use.back, name="playbook_back"),
    path(f"{_VERSION}file/", files.download, name="playbook_file"),
    path("playbook/draft/file/", files.download_draft, name="playbook_draft_file"),
    path("playbook/import/", files.upload, name="playbook_import"),
    path("playbook/preview/", preview.ask, name="playbook_preview_ask"),
    path(_PREVIEW, preview.preview, name="playbook_preview"),
    path(f"{_PREVIEW}do/<slug:what>/", preview.move, name="playbook_preview_move"),
]
