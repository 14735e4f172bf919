"""Every string that the source shows has its Vietnamese, with the same placeholders."""

from tools import messages


def test_every_string_is_translated_and_nothing_is_left_over():
    assert messages.faults() == []


def test_the_tool_finds_strings_in_code_templates_and_help():
    found = messages.extracted(messages.ROOMS / "base")
    assert found.get("Skip to the content") is not None
    assert found.get("Password") is not None
    assert messages.extracted(messages.ROOMS / "cli").get("The port to listen on.") is not None


def test_placeholders_are_compared_by_name():
    assert messages._placeholders("%(a)s of %(b)d and {c!r}") == {"a", "b", "c"}
