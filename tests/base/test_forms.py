"""What a form says of a wrong field is in the system's voice, whichever kind of field it is."""

import uuid

import pytest
from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import translation

from tongket.base.forms import CountField
from tongket.base.models import Account

WRONG: dict[str, tuple[forms.Field, object, str]] = {
    "nothing": (forms.CharField(), "", "Hãy điền vào"),
    "too small": (forms.IntegerField(min_value=5), "1", "Hãy ghi từ 5 trở lên."),
    "too large": (forms.IntegerField(max_value=600), "601", "Hãy ghi từ 600 trở xuống."),
    "no number": (forms.IntegerField(), "năm", "ví dụ 12"),
    "no hour": (forms.TimeField(), "8 giờ rưỡi", "ví dụ 08:00"),
    "no moment": (forms.DateTimeField(), "hôm qua", "ví dụ 30/11/2026 08:00"),
    "no short name": (forms.SlugField(), "Có dấu!", "ví dụ dan-chu-o-co-so"),
    "no address": (forms.EmailField(), "lê thị", "ví dụ ten@xa.gov.vn"),
    "too long": (forms.CharField(max_length=10), "x" * 12, "dài 12 chữ. Hãy rút gọn còn không quá 10 chữ"),
    "a sign that is none": (forms.CharField(), "a\x00b", "Hãy xóa rồi gõ lại"),
    "not in the list": (forms.ChoiceField(choices=[("a", "a")]), "b", "“b” không có trong danh sách"),
    "not among several": (
        forms.MultipleChoiceField(choices=[("a", "a")]),
        ["b"],
        "“b” không có trong danh sách",
    ),
    "no list": (forms.MultipleChoiceField(choices=[("a", "a")]), "b", "Hãy chọn lại"),
    "no key": (forms.ModelMultipleChoiceField(Account.objects.none()), ["x"], "“x” không có trong danh sách"),
    "no ref": (forms.UUIDField(), "x", "Hãy mở lại trang"),
    "no file": (forms.FileField(), None, "Hãy điền vào"),
    "an empty file": (forms.FileField(), SimpleUploadedFile("a.docx", b""), "Tệp này rỗng"),
}


@pytest.mark.django_db
@pytest.mark.parametrize("name", WRONG)
def test_a_wrong_field_is_told_how_to_mend_it(name: str):
    field, typed, words = WRONG[name]
    with translation.override("vi"), pytest.raises(forms.ValidationError) as told:
        field.clean(typed)
    assert words in " ".join(told.value.messages)


@pytest.mark.parametrize(
    ("typed", "read"), [("1.000", 1000), ("12", 12), (" 1 234 ", 1234), ("", None), (None, None), (7, 7)]
)
def test_a_count_is_read_as_people_here_write_it(typed: object, read: int | None):
    assert CountField(required=False, max_value=2000).clean(typed) == read


@pytest.mark.parametrize("typed", ["1.5", "1,5", "ba", "3.000", "-1", "#REF!", "9" * 300])
def test_what_is_no_count_or_too_many_is_refused(typed: str):
    with pytest.raises(forms.ValidationError):
        CountField(min_value=0, max_value=2000).clean(typed)


def test_a_right_field_is_taken():
    ref = uuid.uuid4()
    assert forms.UUIDField().clean(str(ref)) == ref
    assert forms.SlugField().clean("dan-chu-o-co-so") == "dan-chu-o-co-so"
