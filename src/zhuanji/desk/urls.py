from django.urls import include, path

app_name = "desk"

urlpatterns = [
    path("", include("zhuanji.desk.queue.urls")),
    path("", include("zhuanji.desk.today.urls")),
    path("", include("zhuanji.desk.sign_in.urls")),
    path("", include("zhuanji.desk.account.urls")),
    path("", include("zhuanji.desk.board.urls")),
    path("", include("zhuanji.desk.complaints.urls")),
    path("", include("zhuanji.desk.audit.urls")),
    path("", include("zhuanji.desk.customers.urls")),
    path("", include("zhuanji.desk.dispatch.urls")),
    path("", include("zhuanji.desk.exchange.urls")),
    path("", include("zhuanji.desk.lead.urls")),
    path("", include("zhuanji.desk.notices.urls")),
    path("", include("zhuanji.desk.people.urls")),
    path("", include("zhuanji.desk.playbook.urls")),
    path("", include("zhuanji.desk.quality.urls")),
    path("", include("zhuanji.desk.tasks.urls")),
    path("", include("zhuanji.desk.tokens.urls")),
    path("", include("zhuanji.desk.welcome.urls")),
    path("", include("zhuanji.desk.webhooks.urls")),
    path("", include("zhuanji.desk.working_time.urls")),
]
