/** Place names that show that an address is being given (administrative units, state of 30/04/2026 and before 07/2025). */
/** Provinces and central cities, old and new. */
const PROVINCES = `
Hà Nội; Hà Giang; Cao Bằng; Bắc Kạn; Tuyên Quang; Lào Cai; Điện Biên; Lai Châu; Sơn La; Yên Bái; Hòa Bình;
Thái Nguyên; Lạng Sơn; Quảng Ninh; Bắc Giang; Phú Thọ; Vĩnh Phúc; Bắc Ninh; Hải Dương; Hải Phòng; Hưng Yên;
Thái Bình; Hà Nam; Nam Định; Ninh Bình; Thanh Hóa; Nghệ An; Hà Tĩnh; Quảng Bình; Quảng Trị; Huế; Đà Nẵng;
Quảng Nam; Quảng Ngãi; Bình Định; Phú Yên; Khánh Hòa; Ninh Thuận; Bình Thuận; Kon Tum; Gia Lai; Đắk Lắk; Đắk
Nông; Lâm Đồng; Bình Phước; Tây Ninh; Bình Dương; Đồng Nai; Bà Rịa - Vũng Tàu; Hồ Chí Minh; Long An; Tiền
Giang; Bến Tre; Trà Vinh; Vĩnh Long; Đồng Tháp; An Giang; Kiên Giang; Cần Thơ; Hậu Giang; Sóc Trăng; Bạc Liêu;
Cà Mau; Sài Gòn
`;

/**
 * Districts and towns of before 07/2025 with a name of two words or more. Left out are those that are goods or numbers where
 * marks are missing: Tam Kỳ (tám ký), Tam Bình (tám bình), Chợ Gạo (cho gạo), Hương Trà.
 */
const DISTRICTS = `
Ba Đình; Hoàn Kiếm; Tây Hồ; Long Biên; Cầu Giấy; Đống Đa; Hai Bà Trưng; Hoàng Mai; Thanh Xuân; Sóc Sơn; Đông
Anh; Gia Lâm; Nam Từ Liêm; Thanh Trì; Bắc Từ Liêm; Mê Linh; Hà Đông; Sơn Tây; Ba Vì; Phúc Thọ; Đan Phượng;
Hoài Đức; Quốc Oai; Thạch Thất; Chương Mỹ; Thanh Oai; Thường Tín; Phú Xuyên; Ứng Hòa; Mỹ Đức; Đồng Văn; Mèo
Vạc; Yên Minh; Quản Bạ; Vị Xuyên; Bắc Mê; Hoàng Su Phì; Xín Mần; Bắc Quang; Quang Bình; Bảo Lâm; Bảo Lạc; Hà
Quảng; Trùng Khánh; Hạ Lang; Quảng Hòa; Hòa An; Nguyên Bình; Thạch An; Thành Phố Bắc Kạn; Pác Nặm; Ba Bể; Ngân
Sơn; Bạch Thông; Chợ Đồn; Chợ Mới; Na Rì; Lâm Bình; Na Hang; Chiêm Hóa; Hàm Yên; Yên Sơn; Sơn Dương; Bát Xát;
Mường Khương; Si Ma Cai; Bắc Hà; Bảo Thắng; Bảo Yên; Sa Pa; Văn Bàn; Điện Biên Phủ; Thị Xã Mường Lay; Mường
Nhé; Mường Chà; Tủa Chùa; Tuần Giáo; Điện Biên Đông; Mường Ảng; Nậm Pồ; Tam Đường; Mường Tè; Sìn Hồ; Phong
Thổ; Than Uyên; Tân Uyên; Nậm Nhùn; Quỳnh Nhai; Thuận Châu; Mường La; Bắc Yên; Phù Yên; Mộc Châu; Yên Châu;
Mai Sơn; Sông Mã; Sốp Cộp; Vân Hồ; Nghĩa Lộ; Lục Yên; Văn Yên; Mù Căng Chải; Trấn Yên; Trạm Tấu; Văn Chấn; Yên
Bình; Đà Bắc; Lương Sơn; Kim Bôi; Cao Phong; Tân Lạc; Mai Châu; Lạc Sơn; Yên Thủy; Lạc Thủy; Sông Công; Định
Hóa; Phú Lương; Đồng Hỷ; Võ Nhai; Đại Từ; Phổ Yên; Phú Bình; Tràng Định; Bình Gia; Văn Lãng; Cao Lộc; Văn
Quan; Bắc Sơn; Hữu Lũng; Chi Lăng; Lộc Bình; Đình Lập; Hạ Long; Móng Cái; Cẩm Phả; Uông Bí; Bình Liêu; Tiên
Yên; Đầm Hà; Hải Hà; Ba Chẽ; Vân Đồn; Đông Triều; Quảng Yên; Cô Tô; Yên Thế; Tân Yên; Lạng Giang; Lục Nam; Lục
Ngạn; Sơn Động; Thị Xã Việt Yên; Hiệp Hòa; Việt Trì; Đoan Hùng; Hạ Hòa; Thanh Ba; Phù Ninh; Yên Lập; Cẩm Khê;
Tam Nông; Lâm Thao; Thanh Sơn; Thanh Thủy; Tân Sơn; Vĩnh Yên; Phúc Yên; Lập Thạch; Tam Dương; Tam Đảo; Bình
Xuyên; Yên Lạc; Vĩnh Tường; Sông Lô; Yên Phong; Quế Võ; Tiên Du; Từ Sơn; Thuận Thành; Gia Bình; Lương Tài; Chí
Linh; Nam Sách; Kinh Môn; Kim Thành; Thanh Hà; Cẩm Giàng; Bình Giang; Gia Lộc; Tứ Kỳ; Ninh Giang; Thanh Miện;
Hồng Bàng; Ngô Quyền; Lê Chân; Hải An; Kiến An; Đồ Sơn; Dương Kinh; Thủy Nguyên; An Dương; An Lão; Kiến Thụy;
Tiên Lãng; Vĩnh Bảo; Cát Hải; Bạch Long Vĩ; Văn Lâm; Văn Giang; Yên Mỹ; Mỹ Hào; Ân Thi; Khoái Châu; Kim Động;
Tiên Lữ; Phù Cừ; Quỳnh Phụ; Hưng Hà; Đông Hưng; Thái Thụy; Tiền Hải; Kiến Xương; Vũ Thư; Phủ Lý; Duy Tiên; Kim
Bảng; Thanh Liêm; Bình Lục; Lý Nhân; Vụ Bản; Ý Yên; Nghĩa Hưng; Nam Trực; Trực Ninh; Xuân Trường; Giao Thủy;
Hải Hậu; Tam Điệp; Nho Quan; Gia Viễn; Hoa Lư; Yên Khánh; Kim Sơn; Yên Mô; Bỉm Sơn; Sầm Sơn; Mường Lát; Quan
Hóa; Bá Thước; Quan Sơn; Lang Chánh; Ngọc Lặc; Cẩm Thủy; Thạch Thành; Hà Trung; Vĩnh Lộc; Yên Định; Thọ Xuân;
Thường Xuân; Triệu Sơn; Thiệu Hóa; Hoằng Hóa; Hậu Lộc; Nga Sơn; Như Xuân; Như Thanh; Nông Cống; Quảng Xương;
Nghi Sơn; Thái Hòa; Quế Phong; Quỳ Châu; Kỳ Sơn; Tương Dương; Nghĩa Đàn; Quỳ Hợp; Quỳnh Lưu; Con Cuông; Tân
Kỳ; Anh Sơn; Diễn Châu; Yên Thành; Đô Lương; Thanh Chương; Nghi Lộc; Nam Đàn; Hưng Nguyên; Hồng Lĩnh; Hương
Sơn; Đức Thọ; Vũ Quang; Nghi Xuân; Can Lộc; Hương Khê; Thạch Hà; Cẩm Xuyên; Kỳ Anh; Thành Phố Đồng Hới; Minh
Hóa; Tuyên Hóa; Quảng Trạch; Bố Trạch; Lệ Thủy; Ba Đồn; Đông Hà; Vĩnh Linh; Hướng Hóa; Gio Linh; Đa Krông; Cam
Lộ; Triệu Phong; Hải Lăng; Cồn Cỏ; Thuận Hóa; Phú Xuân; Phong Điền; Quảng Điền; Phú Vang; Hương Thủy; A Lưới; Phú Lộc; Liên Chiểu; Thanh Khê; Hải Châu; Sơn Trà; Ngũ Hành Sơn; Cẩm Lệ; Hòa Vang; Hoàng Sa; Hội An; Tây Giang; Đông Giang; Đại Lộc; Điện Bàn; Duy Xuyên; Quế Sơn; Nam Giang; Phước Sơn; Hiệp Đức;
Thăng Bình; Tiên Phước; Bắc Trà My; Nam Trà My; Núi Thành; Phú Ninh; Bình Sơn; Trà Bồng; Sơn Tịnh; Tư Nghĩa;
Sơn Hà; Minh Long; Nghĩa Hành; Mộ Đức; Đức Phổ; Ba Tơ; Lý Sơn; Quy Nhơn; Hoài Nhơn; Hoài Ân; Phù Mỹ; Vĩnh
Thạnh; Tây Sơn; Phù Cát; An Nhơn; Tuy Phước; Vân Canh; Tuy Hòa; Sông Cầu; Đồng Xuân; Tuy An; Sơn Hòa; Sông
Hinh; Tây Hòa; Phú Hòa; Đông Hòa; Nha Trang; Cam Ranh; Cam Lâm; Vạn Ninh; Ninh Hòa; Khánh Vĩnh; Diên Khánh;
Khánh Sơn; Trường Sa; Phan Rang - Tháp Chàm; Bác Ái; Ninh Sơn; Ninh Hải; Ninh Phước; Thuận Bắc; Thuận Nam;
Phan Thiết; La Gi; Tuy Phong; Bắc Bình; Hàm Thuận Bắc; Hàm Thuận Nam; Tánh Linh; Đức Linh; Hàm Tân; Phú Quí;
Đắk Glei; Ngọc Hồi; Đắk Tô; Kon Plông; Kon Rẫy; Đăk Hà; Sa Thầy; Tu Mơ Rông; Ia H'Drai; An Khê; Ayun Pa; Đak
Đoa; Chư Păh; Ia Grai; Mang Yang; Kông Chro; Đức Cơ; Chư Prông; Chư Sê; Đăk Pơ; Ia Pa; Krông Pa; Phú Thiện;
Chư Pưh; Buôn Ma Thuột; Thị Xã Buôn Hồ; Ea H'leo; Ea Súp; Buôn Đôn; Cư M'gar; Krông Búk; Krông Năng; Ea Kar;
Krông Bông; Krông Pắc; Krông A Na; Cư Kuin; Gia Nghĩa; Đăk Glong; Cư Jút; Đắk Mil; Krông Nô; Đắk Song; Đắk
R'Lấp; Tuy Đức; Đà Lạt; Bảo Lộc; Đam Rông; Lạc Dương; Lâm Hà; Đơn Dương; Đức Trọng; Di Linh; Đạ Huoai; Phước
Long; Đồng Xoài; Bình Long; Bù Gia Mập; Lộc Ninh; Bù Đốp; Hớn Quản; Đồng Phú; Bù Đăng; Chơn Thành; Phú Riềng;
Tân Biên; Tân Châu; Dương Minh Châu; Châu Thành; Hòa Thành; Gò Dầu; Bến Cầu; Trảng Bàng; Thủ Dầu Một; Bàu
Bàng; Dầu Tiếng; Bến Cát; Phú Giáo; Dĩ An; Thuận An; Bắc Tân Uyên; Biên Hòa; Long Khánh; Tân Phú; Vĩnh Cửu;
Định Quán; Trảng Bom; Thống Nhất; Cẩm Mỹ; Long Thành; Xuân Lộc; Nhơn Trạch; Vũng Tàu; Bà Rịa; Châu Đức; Xuyên
Mộc; Long Đất; Phú Mỹ; Côn Đảo; Gò Vấp; Bình Thạnh; Tân Bình; Phú Nhuận; Thủ Đức; Bình Tân; Củ Chi; Hóc Môn;
Bình Chánh; Nhà Bè; Cần Giờ; Tân An; Kiến Tường; Tân Hưng; Vĩnh Hưng; Mộc Hóa; Tân Thạnh; Thạnh Hóa; Đức Huệ;
Đức Hòa; Bến Lức; Thủ Thừa; Tân Trụ; Cần Đước; Cần Giuộc; Mỹ Tho; Gò Công; Cai Lậy; Tân Phước; Cái Bè; Gò Công Tây; Gò Công Đông; Tân Phú Đông; Chợ Lách; Mỏ Cày Nam; Giồng Trôm; Bình Đại; Ba Tri; Thạnh Phú;
Mỏ Cày Bắc; Càng Long; Cầu Kè; Tiểu Cần; Cầu Ngang; Trà Cú; Duyên Hải; Long Hồ; Mang Thít; Vũng Liêm; Bình Minh; Trà Ôn; Cao Lãnh; Sa Đéc; Hồng Ngự; Tân Hồng; Tháp Mười; Thanh Bình; Lấp Vò; Lai Vung; Long
Xuyên; Châu Đốc; An Phú; Phú Tân; Châu Phú; Tịnh Biên; Tri Tôn; Thoại Sơn; Rạch Giá; Hà Tiên; Kiên Lương; Hòn
Đất; Tân Hiệp; Giồng Riềng; Gò Quao; An Biên; An Minh; Vĩnh Thuận; Phú Quốc; Kiên Hải; U Minh Thượng; Giang
Thành; Ninh Kiều; Ô Môn; Bình Thủy; Cái Răng; Thốt Nốt; Cờ Đỏ; Thới Lai; Vị Thanh; Ngã Bảy; Châu Thành A;
Phụng Hiệp; Vị Thủy; Long Mỹ; Kế Sách; Mỹ Tú; Cù Lao Dung; Long Phú; Mỹ Xuyên; Ngã Năm; Thạnh Trị; Vĩnh Châu;
Trần Đề; Hồng Dân; Vĩnh Lợi; Giá Rai; Đông Hải; U Minh; Thới Bình; Trần Văn Thời; Cái Nước; Đầm Dơi; Năm Căn;
Ngọc Hiển
`;

/** What people write for a province or a large district; which one it is does not matter here. */
const SHORT = `hcm; tphcm; tp hcm; sg; sgn; hn; hp; đn; dn; qn; qnam; bd; tn; vt; gv; brvt; đnẵng; hnoi; sài gòn; đồng nai; bmt; nđ`;

/** Families whose names streets bear: a number before one is a house. */
const STREET_NAMES = `nguyễn; trần; lê; phạm; hoàng; huỳnh; phan; võ; vũ; đặng; bùi; đỗ; ngô; dương; lý; trương; đinh; hùng vương;
quang trung; hai bà trưng; điện biên phủ; cách mạng; lạc long quân; âu cơ; trường chinh; tôn đức thắng; ông ích khiêm; thái phiên;
phố huế; bà triệu; lạch tray; giải phóng; láng; kim mã; tây sơn; chùa bộc`;

/** Names are told over line ends. */
const list = (text: string): string[] =>
  text.split(';').map((name) => name.trim().replace(/\s+/g, ' '));

export const PLACES: readonly string[] = [PROVINCES, DISTRICTS, SHORT].flatMap(list);
export const STREETS: readonly string[] = list(STREET_NAMES);
