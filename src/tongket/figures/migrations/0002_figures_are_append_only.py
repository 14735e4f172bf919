"""A figure is never changed or deleted: both databases refuse it."""

from django.db import migrations

SQLITE = """
CREATE TRIGGER figure_no_update BEFORE UPDATE ON figures_figure
BEGIN SELECT RAISE(ABORT, 'a figure is never changed'); END;
CREATE TRIGGER figure_no_delete BEFORE DELETE ON figures_figure
BEGIN SELECT RAISE(ABORT, 'a figure is never deleted'); END;
"""
POSTGRESQL = """
CREATE FUNCTION figure_refuse() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION 'a figure is never changed or deleted'; END $$;
CREATE TRIGGER figure_append_only BEFORE UPDATE OR DELETE ON figures_figure
FOR EACH ROW EXECUTE FUNCTION figure_refuse();
"""


def forwards(apps, editor):
    if editor.connection.vendor == "sqlite":
        for statement in SQLITE.strip().split("END;"):
            if statement.strip():
                editor.execute(statement + "END;")
    else:
        editor.execute(POSTGRESQL)
    total = apps.get_model("figures", "Breakdown")
    total.objects.get_or_create(id=0, defaults={"first": "", "second": ""})


class Migration(migrations.Migration):
    dependencies = [("figures", "0001_initial")]
    operations = [migrations.RunPython(forwards, migrations.RunPython.noop)]
