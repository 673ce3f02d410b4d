"""The planner must know rare n-grams from common ones, or it walks the table for rare ones."""

from django.db import migrations

FORWARD = "alter table complaints_searchentry alter tokens set statistics 2000"
BACKWARD = "alter table complaints_searchentry alter tokens set statistics -1"


class Migration(migrations.Migration):
    dependencies = [("complaints", "0002_initial")]
    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
