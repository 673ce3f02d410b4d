"""History is written once: the database itself refuses to change or remove a line."""

from django.db import migrations

FORWARD = """
create function history_entry_is_append_only() returns trigger language plpgsql as $$
begin
    raise exception 'history is append-only: entry % stays as it was written', old.id;
end $$;
create trigger history_entry_append_only before update or delete on history_entry
    for each row execute function history_entry_is_append_only();
"""
BACKWARD = """
drop trigger history_entry_append_only on history_entry;
drop function history_entry_is_append_only();
"""


class Migration(migrations.Migration):
    dependencies = [("history", "0001_initial")]
    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
