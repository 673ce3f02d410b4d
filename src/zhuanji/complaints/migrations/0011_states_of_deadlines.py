"""Every deadline written before the clock existed gets the state that it was in."""

from django.db import migrations

# Until now a merge or a withdrawal "met" what it ended.
FILL = """
update complaints_deadline as d set
  state = case when c.stage in ('merged', 'withdrawn') and d.met_at = c.finished_at then 'lapsed'
    when d.met_at is not null then 'met' else 'running' end,
  lapsed_at = case when c.stage in ('merged', 'withdrawn') and d.met_at = c.finished_at
    then d.met_at end,
  met_at = case when c.stage in ('merged', 'withdrawn') and d.met_at = c.finished_at
    then null else d.met_at end,
  breached_at = case when coalesce(d.met_at, now()) > d.due_at then d.due_at end,
  next_at = case when d.met_at is null and d.due_at > now() then d.due_at end
from complaints_complaint as c where c.id = d.complaint_id
"""


class Migration(migrations.Migration):
    dependencies = [("complaints", "0010_running_deadlines")]

    operations = [migrations.RunSQL(FILL, migrations.RunSQL.noop)]
