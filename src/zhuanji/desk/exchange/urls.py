from django.urls import path

from zhuanji.desk.exchange import exports, imports

_IMPORT = "exchange/imports/<uuid:key>/"
_EXPORT = "exchange/exports/<uuid:key>/"

urlpatterns = [
    path("exchange/", imports.exchange, name="exchange"),
    path("exchange/imports/", imports.upload, name="import_upload"),
    path(_IMPORT, imports.one, name="import"),
    path(f"{_IMPORT}check/", imports.check, name="import_check"),
    path(f"{_IMPORT}do/<slug:what>/", imports.move, name="import_move"),
    path(f"{_IMPORT}refused/<slug:kind>/", imports.refused, name="import_refused"),
    path("exchange/exports/", exports.exports, name="exports"),
    path("exchange/exports/new/", exports.order, name="export_order"),
    path(_EXPORT, exports.one, name="export"),
    path(f"{_EXPORT}do/<slug:what>/", exports.move, name="export_move"),
    path(f"{_EXPORT}file/", exports.file, name="export_file"),
]
