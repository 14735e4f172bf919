"""Parts typed as “I.”, “1.”, “a)” are set as headings; what only begins with a number stays as it was typed."""

from tongket.directives.outgoing.document import _blocks
from tongket.writer.document import Article, Heading, Paragraph


def kinds(text: str) -> list[object]:
    return [
        (block.level, block.text) if isinstance(block, Heading) else type(block) for block in _blocks(text)
    ]


def test_parts_sections_and_points_become_headings_without_their_typed_number():
    text = "I. KẾT QUẢ\n1. Việc đã làm\na) Họp thôn\nCác thôn đã họp.\nII. KIẾN NGHỊ\n1. Với tỉnh\nTập huấn thêm."
    assert kinds(text) == [
        (1, "KẾT QUẢ"),
        (2, "Việc đã làm"),
        (3, "Họp thôn"),
        Paragraph,
        (1, "KIẾN NGHỊ"),
        (2, "Với tỉnh"),
        Paragraph,
    ]


def test_a_sentence_that_begins_with_a_number_and_a_number_out_of_order_stay_text():
    assert kinds("1. Giao các thôn họp dân.\n3. Việc khác\nII. KIẾN NGHỊ") == [Paragraph] * 3


def test_the_clauses_of_an_article_are_no_headings():
    assert kinds("Điều 1. Phê duyệt kế hoạch\n1. Nội dung kế hoạch") == [Article, Paragraph]
