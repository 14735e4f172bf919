"""The part of the one catalogue that says where a paper departs from the official form."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

FORM: dict[str, str | Promise] = {
    "form.annex_number": _(
        "With several annexes each has a Roman numeral: Phụ lục I, Phụ lục II. Here stands “%(found)s”."
    ),
    "form.archive_missing": _("The last line of Nơi nhận is the archive's: “- %(words)s, …”."),
    "form.authority": _(
        "“%(found)s” has the wrong sign after the authority: TM., KT. for the State, T/M, K/T for the Party."
    ),
    "form.addressed": _(
        "“Kính gửi” stands above a paper of the kind “%(kind)s”; only letters, reports and proposals have it. "
        "Name those who get it under “Nơi nhận”."
    ),
    "form.addressees": _(
        "“Kính gửi:”: one recipient stands on the same line; several stand below, each on a line of its own that "
        "begins with “-” and ends with “;”, the last with “.”."
    ),
    "form.body_around": _("There are fewer than 6 points between paragraphs (%(count)s of them)."),
    "form.body_indent": _("The first line is not indented by 1 or 1.27 cm (%(count)s paragraphs)."),
    "form.body_justified": _("The text is not straight at both edges (%(count)s paragraphs)."),
    "form.body_size": _(
        "The letters of the text are not of %(least)s to %(most)s points (%(count)s paragraphs)."
    ),
    "form.body_spacing": _("Lines are not between single and one and a half apart (%(count)s paragraphs)."),
    "form.colour": _("Letters are not black."),
    "form.end_mark": _("The text does not end with “%(mark)s”."),
    "form.font": _("The font is %(font)s; it must be Times New Roman."),
    "form.heading_missing": _("“%(words)s” is missing at the top."),
    "form.heading_spelt": _("“%(found)s” must read “%(words)s”."),
    "form.kind_form": _("The kind of document, “%(found)s”, must be in bold capitals in the middle."),
    "form.kind_missing": _(
        "The kind of document (BÁO CÁO, KẾ HOẠCH …) is missing; a letter has “V/v …” under its number."
    ),
    "form.landscape": _("The first page lies on its side. Only tables may."),
    "form.learned_title": _("“%(found)s”: before a signer's name no academic title is written."),
    "form.margin_bottom": _("The lower margin is %(value)s mm; it must be %(least)s to %(most)s mm."),
    "form.margin_left": _("The left margin is %(value)s mm; it must be %(least)s to %(most)s mm."),
    "form.margin_right": _("The right margin is %(value)s mm; it must be %(least)s to %(most)s mm."),
    "form.margin_top": _("The upper margin is %(value)s mm; it must be %(least)s to %(most)s mm."),
    "form.no_docx": _("This is no Word file (.docx). Open it in Word and save it as .docx."),
    "form.no_heading": _(
        "Neither the country's name and motto nor the Party's name stands at the top: "
        "this has the form of no official paper."
    ),
    "form.not_a4": _("The page measures %(width)s × %(height)s mm; it must be A4, 210 × 297 mm."),
    "form.not_bold": _("“%(words)s” must be bold."),
    "form.number_colon": _("After “Số” of a State paper stands a colon: “Số: 05/BC-UBND”."),
    "form.number_missing": _("The line with number and symbol (“Số: …”) is missing."),
    "form.number_no_colon": _("After “Số” of a Party paper stands no colon: “Số 05-BC/ĐU”."),
    "form.orders_missing": _(
        "“%(words)s” is missing between the grounds and the first article, in bold capitals."
    ),
    "form.page_number": _("There is no page number in the middle of the upper margin."),
    "form.page_number_first": _("The first page bears no page number."),
    "form.place_form": _("“%(found)s” must read “Place, ngày 05 tháng 01 năm 2026”."),
    "form.place_italic": _("Place and date must be in italics."),
    "form.place_missing": _("The line with place and date is missing."),
    "form.place_noughts": _(
        "“%(found)s”: days below 10 and the months 1 and 2 have a 0 before them, other months have none."
    ),
    "form.sent_label": _("“Nơi nhận” must be bold and in italics."),
    "form.sent_missing": _("“Nơi nhận” with those who receive the paper is missing."),
}
