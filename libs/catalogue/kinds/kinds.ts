/** Groups of the OCOP programme (ocop and cooperatives §1), by our codes. */
export const KIND_GROUPS = {
  food: 'Thực phẩm',
  drink: 'Đồ uống',
  herbal: 'Dược liệu và sản phẩm từ dược liệu',
  craft: 'Hàng thủ công mỹ nghệ',
  ornamental: 'Sinh vật cảnh',
  tourism: 'Dịch vụ du lịch cộng đồng',
} as const;
export type KindGroup = keyof typeof KIND_GROUPS;

/** What goods are, as fine as channels sort them: honey and rice stand on different shelves of one OCOP group. */
export interface Kind {
  /** Stored with the product. */
  code: string;
  group: KindGroup;
  /** As sellers say it. */
  name: string;
  /** Words of names and of columns that tell it, as written. */
  words: readonly string[];
}

const kind = (group: KindGroup, code: string, name: string, words: string): Kind => ({
  group,
  code,
  name,
  words: words.split('|').map((word) => word.trim()),
});

/** Where two kinds share a word, the longer phrase decides: "hạt tiêu" is a spice, "hạt điều" is none. */
export const KINDS: readonly Kind[] = [
  kind('food', 'rice', 'Gạo, nếp', 'gạo|nếp|gạo nếp|lúa|tấm'),
  kind(
    'food',
    'grain',
    'Đậu, hạt, ngũ cốc',
    `ngũ cốc|đậu xanh|đậu đen|đậu đỏ|đậu nành|đậu phộng|đậu phụng|lạc|mè|vừng|
    hạt điều|hạt sen|hạt mắc ca|mắc ca|hạt dẻ|hạt|bắp|ngô|bột sắn|bột ngũ cốc|bột`,
  ),
  kind(
    'food',
    'noodle',
    'Miến, bún, phở, bánh tráng',
    `miến|bún|phở|mì|mì quảng|bánh tráng|bánh đa|bánh phở|hủ tiếu|nui`,
  ),
  kind(
    'food',
    'vegetable',
    'Rau, củ, nấm',
    `rau|củ|nấm|măng|măng tây|khoai|khoai lang|khoai tây|cà chua|cà rốt|bí|bầu|
    mướp|dưa leo|dưa chuột|bắp cải|su hào|rong biển|rong nho|dưa cải|cải|hành|tỏi|gừng|sắn|môn`,
  ),
  kind(
    'food',
    'fruit',
    'Trái cây',
    `trái cây|hoa quả|cam|quýt|bưởi|chanh|chuối|xoài|na|mãng cầu|ổi|táo|lê|nho|dứa|thơm|
    thanh long|vải|nhãn|sầu riêng|mít|dưa hấu|dưa lưới|dưa lê|bơ|đu đủ|măng cụt|chôm chôm|loòng boong|dừa|hồng|mận|đào`,
  ),
  kind(
    'food',
    'meat',
    'Thịt, giò, chả',
    `thịt|giò|chả|nem|lạp xưởng|xúc xích|heo|lợn|bò|gà|vịt|dê|chà bông|ruốc thịt|bò khô|tré`,
  ),
  kind(
    'food',
    'seafood',
    'Cá, tôm, hải sản',
    `cá|tôm|mực|cua|ghẹ|ốc|nghêu|hàu|sò|lươn|hải sản|chả cá|ruốc cá|cá kho|
    cá khô|mực khô|tôm khô|chả mực|khô cá`,
  ),
  kind('food', 'fish-sauce', 'Nước mắm, mắm', `nước mắm|mắm|mắm ruốc|mắm tôm|mắm nêm|mắm cái`),
  kind('food', 'egg-milk', 'Trứng, sữa', `trứng|trứng gà|trứng vịt|sữa|sữa chua|phô mai`),
  kind(
    'food',
    'honey',
    'Mật ong, mật, đường',
    `mật ong|mật|mật mía|mật dừa|phấn hoa|sữa ong chúa|đường|đường phèn|si rô|siro`,
  ),
  kind(
    'food',
    'spice',
    'Gia vị',
    `gia vị|tiêu|hạt tiêu|hồ tiêu|tiêu sọ|ớt|tương ớt|tương|muối|quế|hồi|sả|nghệ|bột nghệ|
    bột ngọt|bột nêm|hạt nêm|mắc khén|giấm|dấm|sa tế|nước tương|xì dầu`,
  ),
  kind(
    'food',
    'oil',
    'Dầu ăn',
    `dầu ăn|dầu phộng|dầu phụng|dầu lạc|dầu mè|dầu đậu|dầu dừa|dầu vừng|dầu gấc`,
  ),
  kind(
    'food',
    'snack',
    'Bánh, kẹo, đồ ăn vặt',
    `bánh|kẹo|mứt|cơm cháy|snack|đồ ăn vặt|ăn vặt|bim bim|thanh gạo lứt|sấy|
    táo sấy|chuối sấy|mít sấy|xoài sấy|trái cây sấy|chè lam|ô mai`,
  ),
  kind('food', 'bird-nest', 'Yến sào', `yến|yến sào|tổ yến|yến chưng`),
  kind('food', 'food-other', 'Thực phẩm khác', `thực phẩm|đồ hộp|đồ khô|đồ chay`),
  kind('drink', 'tea', 'Trà', `trà|chè|trà xanh|chè xanh|chè dây|trà túi lọc|nụ vối|lá vối|atiso`),
  kind('drink', 'coffee', 'Cà phê, ca cao', `cà phê|cafe|coffee|cà phê bột|ca cao|cacao`),
  kind('drink', 'alcohol', 'Rượu', `rượu|rượu vang|rượu cần|bia`),
  kind(
    'drink',
    'drink-other',
    'Nước uống khác',
    `nước ép|nước cốt|nước yến|nước uống|nước trái cây|nước khoáng|bột rau má|bột uống|đồ uống`,
  ),
  kind(
    'herbal',
    'herbal',
    'Dược liệu, thảo dược',
    `dược liệu|thảo dược|sâm|đẳng sâm|cao|nấm linh chi|linh chi|đông trùng|
    đông trùng hạ thảo|tinh bột nghệ|tinh bột sắn dây|bột sắn dây|sắn dây|thực phẩm bảo vệ sức khỏe|ba kích|đinh lăng|nấm lim xanh`,
  ),
  kind(
    'herbal',
    'body-care',
    'Tinh dầu, xà phòng',
    `tinh dầu|dầu tràm|xà phòng|xà bông|dầu gội|muối ngâm chân|son dưỡng|nước rửa`,
  ),
  kind(
    'craft',
    'bamboo',
    'Mây, tre, cói, lá',
    `mây|tre|mây tre|cói|nón|nón lá|giỏ|chổi|chổi đót|chiếu|quạt|bẹ chuối|tranh lá`,
  ),
  kind('craft', 'pottery', 'Gốm, sứ', `gốm|sứ|gốm sứ|chum|vại|niêu`),
  kind(
    'craft',
    'wood',
    'Đồ gỗ, trầm hương',
    `gỗ|tượng|trầm|trầm hương|vòng đeo tay|vòng tay|bộ đèn|thớt|nhang|hương trầm`,
  ),
  kind(
    'craft',
    'textile',
    'Vải, lụa, thổ cẩm',
    `vải dệt|lụa|tơ lụa|tơ tằm|thổ cẩm|khăn|túi vải|thêu|dệt`,
  ),
  kind(
    'craft',
    'craft-other',
    'Đồ thủ công khác',
    `thủ công|thủ công mỹ nghệ|mỹ nghệ|lưu niệm|đèn lồng|đồ trang trí|tranh`,
  ),
  kind(
    'ornamental',
    'plant',
    'Hoa, cây cảnh',
    `hoa|cây cảnh|hoa lan|lan|bonsai|sen đá|cây giống|sinh vật cảnh|mai vàng`,
  ),
  kind(
    'tourism',
    'tourism',
    'Du lịch, trải nghiệm',
    `du lịch|tour|homestay|farmstay|ecohost|trải nghiệm|tham quan|vé`,
  ),
];
