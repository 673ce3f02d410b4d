"""A playbook that was in use stays as it was: the database itself refuses to change or remove it."""

from django.db import migrations

FORWARD = """
create function playbooks_version_is_append_only() returns trigger language plpgsql as $$
begin
    raise exception 'a playbook that was in use stays as it was: version %', old.number;
end $$;
create trigger playbooks_version_append_only before update or delete on playbooks_playbookversion
    for each row execute function playbooks_version_is_append_only();
"""
BACKWARD = """
drop trigger playbooks_version_append_only on playbooks_playbookversion;
drop function playbooks_version_is_append_only();
"""


class Migration(migrations.Migration):
    dependencies = [("playbooks", "0001_versions")]
    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
