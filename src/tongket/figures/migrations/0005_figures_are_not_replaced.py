"""Nor is a figure replaced by an insertion, or the table emptied: neither fires the triggers of rows."""

from django.db import migrations

SQLITE = """
CREATE TRIGGER figure_no_replace BEFORE INSERT ON figures_figure
WHEN EXISTS (SELECT 1 FROM figures_figure
    WHERE id = NEW.id OR ref = NEW.ref OR supersedes_id = NEW.supersedes_id)
BEGIN SELECT RAISE(ABORT, 'a figure is never replaced'); END;
"""
POSTGRESQL = """
CREATE TRIGGER figure_no_truncate BEFORE TRUNCATE ON figures_figure
FOR EACH STATEMENT EXECUTE FUNCTION figure_refuse();
"""


def forwards(_apps, editor):
    editor.execute(SQLITE if editor.connection.vendor == "sqlite" else POSTGRESQL)


class Migration(migrations.Migration):
    dependencies = [("figures", "0004_due_keeps_its_rule")]
    operations = [migrations.RunPython(forwards, migrations.RunPython.noop)]
