from django.urls import path

from zhuanji.desk.complaints import (
    attachments,
    composer,
    cross_check,
    decisions,
    page,
    promises,
    register,
    settling,
    similar,
)

_ONE = "complaints/<str:number>/"

urlpatterns = [
    path("register/", register.register, name="register"),
    path("register/known/", register.known, name="known"),
    path("attachments/<uuid:key>/", attachments.attachment, name="attachment"),
    path("attachments/<uuid:key>/preview/", attachments.preview, name="attachment_preview"),
    path(_ONE, page.complaint, name="complaint"),
    path(f"{_ONE}timeline/", page.timeline, name="complaint_timeline"),
    path(f"{_ONE}side/", page.side, name="complaint_side"),
    path(f"{_ONE}around/", page.around, name="complaint_around"),
    path(f"{_ONE}cross-check/", cross_check.cross_checked, name="complaint_cross_check"),
    path(f"{_ONE}similar/", similar.similar, name="complaint_similar"),
    path(f"{_ONE}nearest/", similar.nearest, name="complaint_nearest"),
    path(f"{_ONE}similar/refuse/", similar.refuse, name="complaint_refuse_neighbour"),
    path(f"{_ONE}here/", composer.here, name="complaint_here"),
    path(f"{_ONE}colleagues/", composer.colleagues, name="complaint_colleagues"),
    path(f"{_ONE}lock/", composer.lock, name="complaint_lock"),
    path(f"{_ONE}evidence/", decisions.evidence, name="complaint_evidence"),
    path(f"{_ONE}resend/<int:message_id>/", decisions.resend, name="complaint_resend"),
    path(f"{_ONE}withdraw/<int:message_id>/", composer.withdraw, name="complaint_withdraw"),
    path(f"{_ONE}promised/", composer.promised, name="complaint_promised"),
    path(f"{_ONE}promises/<int:promise_id>/kept/", promises.kept, name="promise_kept"),
    path(f"{_ONE}promises/<int:promise_id>/withdraw/", promises.withdraw, name="promise_withdraw"),
    path(f"{_ONE}heartbeat/", promises.heartbeat, name="complaint_heartbeat"),
    path(f"{_ONE}write/<slug:kind>/", composer.write, name="complaint_write"),
    path(f"{_ONE}drafts/<slug:kind>/", composer.draft, name="complaint_draft"),
    path(f"{_ONE}settle/", settling.settle, name="complaint_settle"),
    path(f"{_ONE}legal/", settling.legal, name="complaint_legal"),
    path(f"{_ONE}decide/<slug:what>/", decisions.decision, name="complaint_decide"),
]
