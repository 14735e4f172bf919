"""Where things stand in the workbook. Its words are Vietnamese, on every screen: it goes to an office."""

from tongket.figures.columns import TITLES
from tongket.rollup.columns import Column

FIGURES_SHEET, GUIDE_SHEET, IDENTITY_SHEET = "Số liệu", "Hướng dẫn", "tongket"
MARK = "tongket-figures-1"
HEADER_ROW = 3  # counted from 0
SAMPLE = "Dữ liệu mẫu, do tongket tự đặt ra; không phải số liệu, văn bản của cơ quan nào"
CODE, UNIT, ORDER, NAME, MEASURE, VALUE, NOTE = (
    "Mã dòng",
    "Đơn vị báo cáo",
    "STT",
    "Chỉ tiêu",
    "Đơn vị tính",
    "Số liệu",
    "Ghi chú",
)
COLUMNS = (CODE, UNIT, ORDER, NAME, MEASURE, VALUE, NOTE)
WIDTHS = dict(zip(COLUMNS, (9, 28, 6, 48, 12, 18, 36), strict=True))
# Locked and grey behind the cell to fill in, where there is anything to be told; then the estimate, if one is due.
BESIDE = (Column.ASSIGNED, Column.PLEDGED, Column.LAST_YEAR, Column.TO_DATE)
BESIDE_WIDTH = 16
MOST_BESIDE = 20_000  # rows; more would take longer than anybody waits for a file
ESTIMATE = TITLES[Column.EXPECTED][1]
NOT_APPLICABLE = "không áp dụng"
GUIDE = (
    "Chỉ nhập vào cột “Số liệu” và cột “Ghi chú” ở trang “Số liệu”. Không sửa, xóa hay chèn dòng, cột khác.",
    "Số thập phân viết theo máy (thường là 1234,5); có thể gõ 1.234,5 dưới dạng văn bản.",
    "Không phát sinh thì ghi 0. Ô để trống nghĩa là chưa báo cáo.",
    f"Chỉ tiêu không thuộc diện của đơn vị thì ghi “{NOT_APPLICABLE}” (hoặc dấu “-”).",
    "Tổng số phải bằng các thành phần cộng lại.",
    "Nhập xong, lưu tệp .xlsx, vào mục “Số liệu” rồi chọn “Tải tệp Excel lên”.",
    "Nếu có ô sai, hệ thống không nhận tệp và liệt kê từng ô cần sửa.",
)
BESIDE_GUIDE = (
    "Các cột nền xám ghi kế hoạch năm, cùng kỳ, lũy kế theo số liệu đã được duyệt đến ngày xuất tệp, chỉ để đối chiếu; "
    "hệ thống không đọc lại các cột này."
)
ESTIMATE_GUIDE = (
    f"Cột “{ESTIMATE}” ghi số ước khi kỳ chưa hết, không bắt buộc; số ước được giữ riêng, không lẫn số chính thức.",
    "Đơn vị chỉ ghi số ước, để trống cả cột “Số liệu”, thì hệ thống nhận số ước, chưa coi là nộp báo cáo.",
)


def code_of(unit: int, order: int) -> str:
    """The code of a row: the unit's number in this workbook and the line of the form."""
    return f"{unit}.{order}"
