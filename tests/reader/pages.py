"""Invented pages for the tests: what a district's site puts around an article, and the article."""

ARTICLE = """\
Huyện Đồi Xanh sơ kết ba năm trồng rừng

Sáng 12/9, tại Hội trường Huyện ủy, UBND huyện Đồi Xanh mở hội nghị sơ kết 3 năm phong trào trồng rừng theo Kế hoạch \
số 41-KH/HU ngày 04/7/2021 của Thường trực Huyện ủy về trồng rừng giai đoạn 2021 - 2030.

Dự lễ có các đồng chí: Trần Văn Lúa, Bí thư Huyện ủy; Nguyễn Thị Hạt, Huyện ủy viên, Chủ tịch UBND huyện.

Chủ tịch UBND huyện Nguyễn Thị Hạt tặng giấy khen cho những tập thể

Ba năm qua, bà con trồng mới 1.240,5 ha rừng, đạt 96,2% kế hoạch; 315 hộ khá lên nhờ rừng.

UBND huyện Đồi Xanh tặng giấy khen cho 9 tập thể và 16 cá nhân trồng rừng giỏi
UBND huyện Đồi Xanh tặng giấy khen cho 9 tập thể và 16 cá nhân trồng rừng giỏi

Dịp này, UBND huyện Đồi Xanh còn trao giấy khen cho 9 tập thể và 16 cá nhân trồng rừng giỏi.
"""

MENU = """\
Trang chủ
Giới thiệu
Liên hệ
Đăng nhập
Hôm nay: 312
Tin hoạt động
thứ sáu, 13 09 2024 08:10

"""

FOOT = """

Tin liên quan
Xã Mẫu trao giấy khen cho 90 tập thể (01/01/2020)
Chủ tịch xã Mẫu Lê Bông thăm hỏi bà con vùng lũ nhân ngày lễ lớn của địa phương.
Địa chỉ: Tổ 4, thị trấn Đồi Xanh
Chịu trách nhiệm nội dung: Ông Phạm Thóc - Chánh Văn phòng huyện
9
0
2
"""

PAGE = MENU + ARTICLE + FOOT
