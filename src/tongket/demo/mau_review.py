"""A review of Xã Mẫu under way: its outline is sent down, most have handed in, the composer has begun.

All words are invented. One village has not handed in, one was late, one was returned; one gives a number that
its approved figures do not have.
"""

from datetime import date, datetime

from tongket.base.clock import at_hanoi
from tongket.demo.cast import ref
from tongket.demo.mau import MAT_TRAN, VAN_HOA, VAN_PHONG, Commune
from tongket.demo.mau_year import meetings_of
from tongket.figures.models import Indicator
from tongket.programmes.models import Programme
from tongket.reviews.material import ShortcomingLine
from tongket.reviews.models import Shortcoming
from tongket.reviews.outlines.actions import (
    change_outline,
    hand_in,
    return_words,
    send_outline,
    start_outline,
    write_passage,
)
from tongket.reviews.outlines.merging import edit_piece, use_paragraphs
from tongket.reviews.outlines.models import Outline, Piece, Submission
from tongket.reviews.outlines.words import NewHeading
from tongket.reviews.shortcomings import Remedy, write_remedy
from tongket.units.hats import Hat
from tongket.viet.period import Period

PERIOD = "2026-9M"
MISSING, LATE, RETURNED, WRONG = 8, 4, 11, 3  # villages, counted from 1
MEETINGS = {
    village: sum(meetings_of(2026, quarter, village) for quarter in (1, 2, 3)) for village in range(1, 13)
}
DIRECTION = (
    "Thôn phân công mỗi xóm một người theo dõi việc niêm yết, điểm việc vào buổi sinh hoạt đầu tháng.",
    "Lịch họp thôn được chốt từ đầu quý, báo cho từng hộ trước ba ngày.",
    "Thôn lập sổ việc đã bàn, ghi người nhận việc và ngày xong.",
)
DONE = (
    "Bà con bàn và thống nhất cách nạo vét đoạn mương cuối thôn, tự góp công làm trong hai ngày.",
    "Đường ra đồng được đổ thêm sỏi; các hộ hai bên lùi hàng rào để mở rộng mặt đường.",
    "Bảng niêm yết cũ được thay bằng bảng kính, đặt ở nơi nhà nào cũng đi qua.",
)
GOOD = (
    "Ảnh chụp biên bản được gửi vào nhóm tin nhắn của thôn ngay trong ngày họp.",
    "Trước khi bàn việc mới, thôn đọc lại việc cũ đã làm đến đâu nên ý kiến đi đúng chỗ.",
    "Không phát sinh.",
)
SHORT = (
    "Một số hộ đi làm xa không dự họp được; nguyên nhân là lịch họp trùng ngày làm.",
    "Biên bản còn ghi sơ lược, do người ghi chưa được hướng dẫn.",
    "Bảng niêm yết bị mưa hắt, chữ mờ; nguyên nhân là chưa có mái che.",
)
NEXT = (
    "Đổi lịch họp sang tối thứ bảy để hộ đi làm xa dự được.",
    "Ghi biên bản theo mẫu của xã từ tháng 11.",
    "Làm mái che bảng niêm yết, xong trước ngày 15/12/2026.",
)
ASK = (
    "Đề nghị xã in sẵn mẫu biên bản họp thôn.",
    "Đề nghị xã hướng dẫn người ghi biên bản một buổi.",
    "Không có.",
)
OFFICES = {
    VAN_PHONG: (
        "vanphong",
        (
            "Văn phòng lập lịch niêm yết cho cả năm, nhắc từng thôn trước hạn năm ngày.",
            "Danh mục nội dung công khai đã ban hành; việc niêm yết quyết toán xong muộn hai mươi ngày.",
            "Mỗi nội dung niêm yết có một mã dán cạnh để người dân xem bản điện tử.",
            "Việc lấy ý kiến đặt tên đường thôn còn chậm, do chưa chốt được bản đồ các ngõ.",
            "Hoàn thành việc lấy ý kiến đặt tên đường thôn.",
            "Không có.",
        ),
    ),
    VAN_HOA: (
        "vanhoa",
        (
            "Phòng cử người dự họp cùng từng thôn ít nhất một lần trong kỳ.",
            "Hướng dẫn ghi biên bản đã gửi đến các thôn; chín thôn dùng mẫu mới.",
            "Hai thôn ghép buổi họp với buổi sinh hoạt văn nghệ nên số người dự tăng rõ.",
            "Ba thôn chưa dùng mẫu biên bản mới, do nhận muộn.",
            "Kiểm tra việc ghi biên bản ở ba thôn còn lại trong tháng 12.",
            "Đề nghị có kinh phí in mẫu biên bản.",
        ),
    ),
    MAT_TRAN: (
        "mattran",
        (
            "Mặt trận phân công ủy viên theo dõi từng thôn, nghe phản ánh tại buổi họp.",
            "Ban thanh tra nhân dân xem việc niêm yết ở tất cả các thôn.",
            "Thư mời họp do trẻ em trong nhà đọc cho ông bà nghe, nhiều nhà đến đủ.",
            "Ý kiến của người dân tại cuộc họp có lúc chưa được trả lời bằng văn bản.",
            "Theo dõi việc trả lời ý kiến sau mỗi cuộc họp.",
            "Đề nghị Ủy ban nhân dân xã trả lời ý kiến trong mười lăm ngày.",
        ),
    ),
}


def words_of(village: int) -> tuple[str, ...]:
    """What a village writes under the six headings; different enough to be read side by side."""
    held = MEETINGS[village] + (village == WRONG)
    results = (
        f"Chín tháng, thôn đã họp {held} cuộc; biên bản được niêm yết tại nhà văn hóa.\n{DONE[village % 3]}"
    )
    first = (
        f"{DIRECTION[village % 3]}\n{DIRECTION[(village + 1) % 3]}" if village % 2 else DIRECTION[village % 3]
    )
    rest = (GOOD[village % 3], SHORT[(village // 2) % 3], NEXT[(village // 2) % 3], ASK[village % 3])
    return (first, results, *rest)


def begin_review(programme: Programme, commune: Commune) -> Outline:
    """From the outline to the first texts of the draft."""
    clerk = commune.hats["vanthu"]
    outline = start_outline(
        programme=programme,
        period=Period.parse(PERIOD),
        ref=ref("outline", "mau", PERIOD),
        actor=clerk,
        now=at_hanoi(date(2026, 10, 12), 9),
    )
    _lines_of_the_form(outline, clerk)
    offices = [commune.offices[name] for name in OFFICES]
    sent = send_outline(
        outline=outline,
        units=[*commune.villages, *offices],
        due_at=at_hanoi(date(2026, 11, 10), 17),
        actor=clerk,
        now=at_hanoi(date(2026, 10, 13), 8),
    )
    outline.refresh_from_db()
    for village, one in enumerate(sent[: len(commune.villages)], start=1):
        if village != MISSING:
            day = date(2026, 11, 12) if village == LATE else date(2026, 11, 2 + village % 8)
            _write(one, words_of(village), commune.hats[f"thon{village:02d}"], at_hanoi(day, 9, village))
    for one, (username, words) in zip(sent[len(commune.villages) :], OFFICES.values(), strict=True):
        _write(one, words, commune.hats[username], at_hanoi(date(2026, 11, 9), 15))
    return_words(
        submission=Submission.objects.get(pk=sent[RETURNED - 1].pk),
        reason="Mục 4 chưa nêu việc nào chậm, chậm đến bao giờ. Đề nghị ghi rõ.",
        actor=clerk,
        now=at_hanoi(date(2026, 11, 13), 9),
    )
    _merge(outline, sent, clerk)
    _overdue_task(programme, commune, clerk)
    return outline


def _lines_of_the_form(outline: Outline, clerk: Hat) -> None:
    """The figures that belong under the results."""
    lines = Indicator.objects.filter(code__in=("M-HOP", "M-CONG-KHAI", "M-DONG-GOP"))
    keys = tuple(lines.order_by("code").values_list("pk", flat=True))
    headings = [
        NewHeading(one.title, one.asked, one.section, keys if one.order == 2 else (), str(one.ref))
        for one in outline.headings.order_by("order")
    ]
    change_outline(
        outline=outline, headings=headings, version=1, actor=clerk, now=at_hanoi(date(2026, 10, 12), 10)
    )


def _write(one: Submission, words: tuple[str, ...], hat: Hat, now: datetime) -> None:
    for heading, text in zip(one.outline.headings.order_by("order"), words, strict=True):
        write_passage(submission=one, heading=heading, text=text, version=0, actor=hat, now=now)
    hand_in(submission=one, actor=hat, now=now)


def _merge(outline: Outline, sent: list[Submission], clerk: Hat) -> None:
    """The composer has begun: one heading merged and quoted, one text taken in the next."""
    now = at_hanoi(date(2026, 11, 16), 10)
    first, second = outline.headings.order_by("order")[:2]
    merged = use_paragraphs(
        heading=first,
        kind=Piece.Kind.MERGE,
        keys=[f"{sent[village - 1].ref}/1" for village in (1, 2, 3)],
        actor=clerk,
        now=now,
    )[0]
    edit_piece(
        piece=merged,
        text="Các thôn phân công người theo dõi từng xóm, chốt lịch họp từ đầu quý và lập sổ việc đã bàn, "
        "ghi người nhận việc và ngày xong.",
        version=1,
        actor=clerk,
        now=now,
    )
    quote, take = Piece.Kind.QUOTE, Piece.Kind.TAKE
    use_paragraphs(heading=first, kind=quote, keys=[f"{sent[-1].ref}/1"], actor=clerk, now=now)
    use_paragraphs(heading=second, kind=take, keys=[f"{sent[0].ref}/2"], actor=clerk, now=now)


def _overdue_task(programme: Programme, commune: Commune, clerk: Hat) -> None:
    """Of what the rules found, one has its cause and remedy already."""
    task = programme.tasks.get(order=4)
    found = ShortcomingLine(
        Shortcoming.Rule.TASK, str(task.ref), f"“{task.content}”: chưa xong", "", "", "", None
    )
    remedy = Remedy(
        cause="Chưa chốt được bản đồ các ngõ của bốn thôn.",
        remedy="Chốt bản đồ trong tháng 11, lấy ý kiến từng hộ trong tháng 12.",
        unit=commune.offices[VAN_HOA],
        due=date(2026, 12, 20),
    )
    write_remedy(
        programme=programme,
        period=Period.parse(PERIOD),
        found=found,
        remedy=remedy,
        version=0,
        actor=clerk,
        now=at_hanoi(date(2026, 11, 17), 9),
    )
