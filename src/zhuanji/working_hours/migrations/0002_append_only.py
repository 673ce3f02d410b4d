"""A calendar that was in use stays as it was: the database itself refuses to change or remove it."""

from django.db import migrations

FORWARD = """
create function working_hours_version_is_append_only() returns trigger language plpgsql as $$
begin
    raise exception 'a calendar that was in use stays as it was: version %', old.number;
end $$;
create trigger working_hours_version_append_only
    before update or delete on working_hours_workinghoursversion
    for each row execute function working_hours_version_is_append_only();
"""
BACKWARD = """
drop trigger working_hours_version_append_only on working_hours_workinghoursversion;
drop function working_hours_version_is_append_only();
"""


class Migration(migrations.Migration):
    dependencies = [("working_hours", "0001_versions")]
    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
