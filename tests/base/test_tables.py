"""The tables of a room, made in one step of a migration."""

from django.apps import apps
from django.core.management import call_command
from django.db import migrations, models
from django.db.migrations.state import ProjectState

from tongket.base.tables import CreateModels


def _key() -> tuple[str, models.Field]:
    return "id", models.BigAutoField(primary_key=True)


def _paper_and_page() -> list[migrations.CreateModel]:
    """Two that refer to each other, and to what stood there before."""
    to = {"on_delete": models.CASCADE, "related_name": "+"}
    return [
        migrations.CreateModel("Paper", [_key(), ("first", models.ForeignKey("base.Page", null=True, **to))]),
        migrations.CreateModel("Page", [_key(), ("paper", models.ForeignKey("base.Paper", **to))]),
    ]


def test_tables_made_together_are_those_made_one_by_one():
    together, apart = (ProjectState.from_apps(apps) for _turn in range(2))
    together.apps  # noqa: B018 (rendered before, as in a migration)
    CreateModels(_paper_and_page()).state_forwards("base", together)
    for model in _paper_and_page():
        model.state_forwards("base", apart)
    assert together == apart
    page = together.apps.get_model("base", "Page")
    assert page._meta.get_field("paper").related_model is together.apps.get_model("base", "Paper")


def test_the_migrations_make_all_that_the_models_say(db):
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)
