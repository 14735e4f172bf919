"""Compiles the message catalogues when the package is built, also for an editable install."""

from pathlib import Path
from typing import Any

from babel.messages import mofile, pofile
from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class CatalogueHook(BuildHookInterface[Any]):
    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002
        for po in sorted(Path(self.root, "src").rglob("*.po")):
            mo = po.with_suffix(".mo")
            with po.open("rb") as source, mo.open("wb") as target:
                mofile.write_mo(target, pofile.read_po(source, locale="vi"))
            build_data["artifacts"].append(str(mo.relative_to(self.root)))
