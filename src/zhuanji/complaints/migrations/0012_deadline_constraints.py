from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("complaints", "0011_states_of_deadlines")]

    operations = [
        migrations.AddConstraint(
            model_name='deadline',
            constraint=models.UniqueConstraint(fields=('complaint', 'kind', 'key'), name='deadline_is_one_of_its_kind'),
        ),
        migrations.AddConstraint(
            model_name='deadline',
            constraint=models.CheckConstraint(condition=models.Q(('state', 'met'), ('met_at', None), _connector='XOR'), name='deadline_is_met_at_a_moment'),
        ),
        migrations.AddConstraint(
            model_name='deadline',
            constraint=models.CheckConstraint(condition=models.Q(('state', 'lapsed'), ('lapsed_at', None), _connector='XOR'), name='deadline_lapsed_at_a_moment'),
        ),
        migrations.AddConstraint(
            model_name='deadline',
            constraint=models.CheckConstraint(condition=models.Q(('state', 'paused'), ('paused_at', None), _connector='XOR'), name='deadline_rests_since_a_moment'),
        ),
        migrations.AddConstraint(
            model_name='deadline',
            constraint=models.CheckConstraint(condition=models.Q(('state', 'running'), ('next_at', None), _connector='OR'), name='deadline_ticks_only_while_running'),
        ),
    ]
