"""Tasks have a giver and a source of any kind, an hour, and keep what their events have made of them."""

import uuid

import django.db.models.deletion
from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor


def fill(apps: Apps, schema: BaseDatabaseSchemaEditor) -> None:
    """What older rows say: the programme's unit gave the task, on the ground of its point or of the programme."""
    from tongket.programmes.state import course_of

    task_model, event_model = apps.get_model("programmes", "Task"), apps.get_model("programmes", "TaskEvent")
    for task in task_model.objects.select_related("programme", "clause").iterator(2000):
        events = list(event_model.objects.filter(task=task).order_by("at", "pk"))
        for event in events:
            if event.kind == "given":
                event.lead_id = task.unit_id
                event.save(update_fields=["lead"])
        course = course_of(task, events)
        task.giver_id = task.programme.unit_id
        task.source = "document" if task.clause_id else "programme"
        task.directive_id = task.clause.directive_id if task.clause_id else None
        task.due_now, task.stage, task.held, task.asked = course.due, course.stage, course.held, course.asked
        task.done_on, task.done_hour = course.done_on, course.done_hour
        task.changed_on = events[-1].day if events else None
        task.save()
    if schema.connection.vendor == "postgresql":  # else the rows that wait to be checked bar the tables
        schema.execute("SET CONSTRAINTS ALL IMMEDIATE")
        schema.execute("SET CONSTRAINTS ALL DEFERRED")


def nothing(_apps: Apps, _schema: BaseDatabaseSchemaEditor) -> None:
    """The fields go, and with them what was filled in."""


class Migration(migrations.Migration):

    dependencies = [
        ('directives', '0002_kept_by_an_office'),
        ('programmes', '0001_initial'),
        ('units', '0002_decisions_of_posts'),
    ]

    operations = [
        migrations.CreateModel(
            name='Explanation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('ref', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('monday', models.DateField()),
                ('text', models.TextField()),
                ('at', models.DateTimeField()),
                ('actor', models.UUIDField(null=True)),
            ],
        ),
        migrations.CreateModel(
            name='Reminder',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('due', models.DateField()),
                ('left', models.PositiveSmallIntegerField(help_text='7, 3 or 0 days')),
                ('at', models.DateTimeField()),
            ],
        ),
        migrations.AddField(
            model_name='task',
            name='asked',
            field=models.DateField(help_text='to which day the lead asks to extend it', null=True),
        ),
        migrations.AddField(
            model_name='task',
            name='changed_on',
            field=models.DateField(help_text='the day of its last event', null=True),
        ),
        migrations.AddField(
            model_name='task',
            name='cited',
            field=models.CharField(blank=True, help_text='how the conclusion is cited', max_length=300),
        ),
        migrations.AddField(
            model_name='task',
            name='directive',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='tasks', to='directives.directive'),
        ),
        migrations.AddField(
            model_name='task',
            name='done_hour',
            field=models.TimeField(null=True),
        ),
        migrations.AddField(
            model_name='task',
            name='done_on',
            field=models.DateField(null=True),
        ),
        migrations.AddField(
            model_name='task',
            name='due_hour',
            field=models.TimeField(help_text='on the clock of Viet Nam; none: all day', null=True),
        ),
        migrations.AddField(
            model_name='task',
            name='due_now',
            field=models.DateField(null=True),
        ),
        migrations.AddField(
            model_name='task',
            name='giver',
            field=models.ForeignKey(help_text='who gave it out', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='given_tasks', to='units.unit'),
        ),
        migrations.AddField(
            model_name='task',
            name='held',
            field=models.CharField(blank=True, help_text='suspended, stopped, or neither', max_length=10),
        ),
        migrations.AddField(
            model_name='task',
            name='meeting',
            field=models.UUIDField(help_text='ref of reviews.Meeting, one room higher', null=True),
        ),
        migrations.AddField(
            model_name='task',
            name='product_kind',
            field=models.CharField(blank=True, help_text='TTr, KH, BC …, as in products.py', max_length=10),
        ),
        migrations.AddField(
            model_name='task',
            name='source',
            field=models.CharField(choices=[('document', 'document'), ('conclusion', 'conclusion of a meeting'), ('work', 'work programme'), ('programme', 'programme or plan')], max_length=10, null=True),
        ),
        migrations.AddField(
            model_name='task',
            name='stage',
            field=models.CharField(choices=[('given', 'not yet accepted'), ('sent_back', 'sent back as not ours'), ('accepted', 'accepted'), ('handed_in', 'product handed in'), ('returned', 'product returned'), ('confirmed', 'confirmed')], default='given', max_length=10),
        ),
        migrations.AddField(
            model_name='taskevent',
            name='decision',
            field=models.CharField(blank=True, help_text='the paper that suspends or stops it', max_length=60),
        ),
        migrations.AddField(
            model_name='taskevent',
            name='decision_on',
            field=models.DateField(null=True),
        ),
        migrations.AddField(
            model_name='taskevent',
            name='lead',
            field=models.ForeignKey(help_text='to whom it was given', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='units.unit'),
        ),
        migrations.AddField(
            model_name='taskevent',
            name='product_on',
            field=models.DateField(help_text='the day of the numbered paper', null=True),
        ),
        migrations.AlterField(
            model_name='programme',
            name='kind',
            field=models.CharField(choices=[('programme', 'programme'), ('plan', 'plan'), ('agreement', 'coordination programme'), ('work', 'work programme')], max_length=10),
        ),
        migrations.AlterField(
            model_name='task',
            name='due',
            field=models.DateField(help_text='the first; none: regularly (thường xuyên)', null=True),
        ),
        migrations.AlterField(
            model_name='task',
            name='order',
            field=models.PositiveIntegerField(default=0, help_text='in its programme'),
        ),
        migrations.AlterField(
            model_name='task',
            name='programme',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='tasks', to='programmes.programme'),
        ),
        migrations.AlterField(
            model_name='taskevent',
            name='kind',
            field=models.CharField(choices=[('given', 'given'), ('accepted', 'accepted'), ('sent_back', 'sent back as not ours'), ('progress', 'progress'), ('extension_asked', 'extension asked'), ('extended', 'extension granted'), ('not_extended', 'extension refused'), ('handed_in', 'product handed in'), ('confirmed', 'confirmed'), ('returned', 'product returned'), ('reopened', 'reopened'), ('suspended', 'suspended'), ('stopped', 'stopped')], max_length=16),
        ),
        migrations.AlterField(
            model_name='taskevent',
            name='product',
            field=models.CharField(blank=True, help_text='what was handed in: its symbol, or words', max_length=300),
        ),
        migrations.RunPython(fill, nothing),
        migrations.AlterField(
            model_name='task',
            name='giver',
            field=models.ForeignKey(help_text='who gave it out', on_delete=django.db.models.deletion.PROTECT, related_name='given_tasks', to='units.unit'),
        ),
        migrations.AlterField(
            model_name='task',
            name='source',
            field=models.CharField(choices=[('document', 'document'), ('conclusion', 'conclusion of a meeting'), ('work', 'work programme'), ('programme', 'programme or plan')], max_length=10),
        ),
        migrations.AddIndex(
            model_name='task',
            index=models.Index(fields=['unit', 'held', 'done_on', 'due_now'], name='programmes__unit_id_713f16_idx'),
        ),
        migrations.AddIndex(
            model_name='task',
            index=models.Index(fields=['follower', 'stage', 'due_now'], name='programmes__followe_b79516_idx'),
        ),
        migrations.AddIndex(
            model_name='task',
            index=models.Index(fields=['giver', 'stage', 'due_now'], name='programmes__giver_i_98b609_idx'),
        ),
        migrations.AddConstraint(
            model_name='task',
            constraint=models.CheckConstraint(condition=models.Q(('programme__isnull', False), ('directive__isnull', False), ('meeting__isnull', False), _connector='OR'), name='task_has_a_source'),
        ),
        migrations.AddConstraint(
            model_name='task',
            constraint=models.CheckConstraint(condition=models.Q(('due_hour', None), ('due__isnull', False), _connector='OR'), name='task_hour_has_its_day'),
        ),
        migrations.AddField(
            model_name='explanation',
            name='task',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='explanations', to='programmes.task'),
        ),
        migrations.AddField(
            model_name='reminder',
            name='task',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='reminders', to='programmes.task'),
        ),
        migrations.AddConstraint(
            model_name='explanation',
            constraint=models.UniqueConstraint(fields=('task', 'monday'), name='one_explanation'),
        ),
        migrations.AddConstraint(
            model_name='reminder',
            constraint=models.UniqueConstraint(fields=('task', 'due', 'left'), name='one_reminder'),
        ),
    ]
