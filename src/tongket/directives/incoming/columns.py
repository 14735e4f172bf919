"""The columns of an arrival book, and how document systems spell them. Matched without marks and signs."""

from tongket.directives.sheet_rows import Columns

# Our heading first: it is the one that Decree 30/2020/NĐ-CP, Annex IV, gives the paper book.
SPELLINGS: dict[str, tuple[str, ...]] = {
    "arrived_on": ("Ngày đến", "Ngày nhận", "Ngày vào sổ", "Ngày văn bản đến", "Ngày VB đến"),
    "number_there": ("Số đến", "Số vào sổ", "Số thứ tự đến", "Số văn bản đến", "Số VB đến"),
    "sender": (
        "Tác giả",
        "Cơ quan ban hành",
        "Nơi ban hành",
        "Đơn vị ban hành",
        "Nơi gửi",
        "Cơ quan gửi",
        "Đơn vị gửi",
        "Tên cơ quan, tổ chức ban hành văn bản",
    ),
    "symbol": ("Số, ký hiệu", "Số ký hiệu", "Số/ký hiệu", "Số hiệu", "Số ký hiệu văn bản", "Số và ký hiệu"),
    "issued_on": ("Ngày văn bản", "Ngày ban hành", "Ngày VB", "Ngày tháng văn bản", "Ngày ký"),
    "kind": ("Loại văn bản", "Hình thức", "Hình thức văn bản", "Tên loại", "Tên loại văn bản"),
    "abstract": (
        "Trích yếu",
        "Tên loại và trích yếu nội dung",
        "Tên loại và trích yếu nội dung văn bản",
        "Trích yếu nội dung",
        "Trích yếu văn bản",
        "Nội dung trích yếu",
    ),
    "due": ("Hạn xử lý", "Hạn giải quyết", "Thời hạn giải quyết", "Thời hạn xử lý", "Hạn trả lời"),
    "urgency": ("Độ khẩn", "Mức độ khẩn", "Độ khẩn văn bản"),
    "secrecy": ("Độ mật", "Mức độ mật", "Độ mật văn bản"),
    "foreign_id": ("Mã văn bản", "Mã định danh văn bản", "Mã định danh", "ID văn bản", "ID", "DocumentId"),
}
COLUMNS = Columns(SPELLINGS, needed=("arrived_on", "number_there", "sender", "abstract"))
