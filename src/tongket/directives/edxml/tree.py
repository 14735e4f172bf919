"""Reads XML that may be anything into a plain tree: no document type, no entities, bounded in depth and size."""

from dataclasses import dataclass, field
from xml.parsers import expat

from tongket.viet.fault import refusal

MOST_DEPTH = 40
MOST_ELEMENTS = 20_000


@dataclass
class Element:
    """An element by its local name: systems differ in their prefixes."""

    name: str
    attributes: dict[str, str]
    children: list["Element"] = field(default_factory=list)
    parts: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        return "".join(self.parts).strip()

    def find(self, *path: str) -> "Element | None":
        """The first element down a path of names."""
        here: Element | None = self
        for name in path:
            here = next((child for child in here.children if child.name == name), None) if here else None
        return here

    def value(self, *path: str) -> str:
        """The text of the first element down a path, with single blanks; empty without one."""
        found = self.find(*path)
        return " ".join(found.text.split()) if found else ""

    def every(self, name: str) -> list["Element"]:
        """Every element of that name below, in order."""
        found: list[Element] = []
        for child in self.children:
            found += [child] if child.name == name else []
            found += child.every(name)
        return found


def read_tree(data: bytes) -> Element:
    """The tree of a document. Refused (`edxml.unreadable`): what is no XML, is too deep, or declares entities."""
    root = Element("", {})
    stack, count = [root], 0

    def refuse(*_args: object) -> None:
        raise refusal("edxml.unreadable")

    def start(tag: str, attributes: dict[str, str]) -> None:
        nonlocal count
        count += 1
        if count > MOST_ELEMENTS or len(stack) > MOST_DEPTH:
            refuse()
        made = Element(_local(tag), {_local(name): value for name, value in attributes.items()})
        stack[-1].children.append(made)
        stack.append(made)

    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.StartElementHandler = start
    parser.EndElementHandler = lambda _tag: stack.pop()
    parser.CharacterDataHandler = lambda text: stack[-1].parts.append(text)
    parser.StartDoctypeDeclHandler = refuse
    parser.EntityDeclHandler = refuse
    try:
        parser.Parse(data, True)
    except (expat.ExpatError, ValueError, LookupError) as error:
        raise refusal("edxml.unreadable") from error
    return root.children[0]


def _local(name: str) -> str:
    return name.rpartition(" ")[2].rpartition(":")[2]
