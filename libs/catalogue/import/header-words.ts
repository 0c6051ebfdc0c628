/** What a column holds. `maker-or-date` (NSX) and `unit-or-maker` (Đơn vị) are decided by what stands under them. */
export type Role =
  | 'name'
  | 'sku'
  | 'unit'
  | 'pack'
  | 'price'
  | 'stock'
  | 'producer'
  | 'madeOn'
  | 'expiresOn'
  | 'stars'
  | 'kind'
  | 'note'
  | 'order'
  | 'maker-or-date'
  | 'unit-or-maker'
  | 'other';

/**
 * Column titles in search form, one list a role, the surest first: of two price columns the earlier word wins
 * (retail before plain before list price). Wholesale, cost and promotion prices are `other`: they are not what a buyer pays.
 */
export const HEADER_WORDS: Readonly<Record<Role, string>> = {
  name: `ten san pham|ten hang hoa|ten hang|ten mat hang|ten sp|ten s pham|ten sph|ten mon|ten mon hang|ten sp ocop|ten san pham ocop|
    product name|ten goi|ten|mat hang|hang hoa|san pham|san pham ocop|s pham|sp|mon hang|loai hang|hang|mon|product|item|
    ten hang va quy cach|ten nong san|nong san|dac san|ten dac san|ten thuong pham`,
  sku: `sku|ma sku|ma hang|ma hang hoa|ma san pham|ma sp|ma mat hang|ma mon|ma so|ma|code|ky hieu|ma noi bo|msp|mh|ma h|item code|product code`,
  unit: `dvt|don vi tinh|dv tinh|don vi ban|d v t|d v tinh|unit|don vi dong goi|dang bao bi|loai bao bi|dv ban`,
  'unit-or-maker': `don vi|dv`,
  pack: `quy cach|quy cach dong goi|qui cach|qui cach dong goi|qc|q cach|dong goi|trong luong|khoi luong|khoi luong tinh|kl tinh|
    trong luong tinh|kl|tl|dung tich|the tich|tt tinh|net|net weight|pack|bao bi|loai|kich co|size|dinh luong|trong luong dung tich|
    khoi luong dung tich|k luong|t luong|quy cach san pham|kl dung tich`,
  price: `gia ban le|gia le|don gia ban le|ban le|gia ban|don gia ban|gia ban ra|price vnd|gia|don gia|gia tien|price|unit price|
    gia ban hien tai|gia hien tai|gia moi|gia niem yet|gia cong bo|le|dg|d gia|gia sp|gia san pham|gia ca|gia thanh|muc gia|gia chai|gia hop`,
  stock: `ton kho|ton|sl ton|sl ton kho|so luong ton|so luong ton kho|sl con|so luong con|so luong con lai|sl con lai|con lai|con|ton cuoi|
    ton cuoi ky|ton hien tai|ton thuc te|hien con|trong kho|con trong kho|hang ton|hang con|kho|so luong|s luong|sl|so luong hien co|sl hien co|
    hien co|stock|quantity|qty|so luong co|co san|sl kho|con hang|san co`,
  producer: `nha san xuat|nha sx|co so san xuat|co so sx|cssx|cs sx|htx|hop tac xa|htx co so|htx sx|htx san xuat|co so htx|co so|ten htx|
    ten co so|don vi san xuat|don vi sx|dv san xuat|dv sx|chu the|chu the san xuat|chu the ocop|ten chu the|nha cung cap|nha cc|ncc|san xuat boi|
    nguoi san xuat|nguoi sx|ho san xuat|ho sx|producer|doanh nghiep|cong ty|don vi cung cap|don vi cung ung|nha vuon|hang san xuat|nha lam|
    nguoi lam|htx ho san xuat|to hop tac|noi lam ra`,
  madeOn: `ngay san xuat|ngay sx|sx ngay|san xuat ngay|ngay nsx|nsx ngay|ngay lam|ngay dong goi|ngay thu hoach|ngay che bien|ngay sxuat|
    mfg|mfd|made on|ngay ra lo|ngay dong chai|ngay thang san xuat|san xuat|sx`,
  expiresOn: `han su dung|hsd|han dung|han sd|han|h s d|ngay het han|het han|hsd den|han su dung den|dung den ngay|su dung den|
    ngay hsd|ngay han|exp|expiry|han bao quan|bao quan|han den|thoi han su dung|thoi han|dung truoc|dung truoc ngay`,
  stars: `sao ocop|ocop|sao|hang sao|so sao|xep hang ocop|hang ocop|xep hang|phan hang|stars|chung nhan ocop|cn ocop|dat ocop|danh gia ocop|
    hang sao ocop|so sao ocop|muc sao|cap sao|sao chung nhan`,
  kind: `nhom hang|nhom san pham|nhom ocop|ocop group|nganh hang|danh muc|loai san pham|loai mat hang|category|nhom`,
  note: `ghi chu|ghi chu khac|luu y|note|notes|gc|chu thich|khac|tinh trang|trang thai|ghi chu them|thong tin them`,
  order: `stt|tt|so tt|so thu tu|no|thu tu|so`,
  'maker-or-date': `nsx`,
  other: `gia si|si|gia ban si|gia ban buon|gia buon|ban si|ban buon|buon|gia dai ly|gia dl|gia ctv|gia cong tac vien|gia nhap|gia von|gia goc|
    gia mua|gia mua vao|gia khuyen mai|gia km|gia giam|gia uu dai|gia cu|gia truoc|gia san|gia shopee|gia combo|chiet khau|ck|hoa hong|thanh tien|
    tong tien|doanh thu|thue|vat|phi ship|phi van chuyen|da ban|sl ban|so luong ban|luong ban|sl nhap|so luong nhap|nhap|xuat|sl xuat|ton dau|
    ton dau ky|nhap trong ky|xuat trong ky|dat hang|so luong dat|sl dat|khach dat|anh|hinh anh|hinh|anh minh hoa|link|duong dan|mo ta|thanh phan|cong dung|
    ocop nam|nam ocop|phan loai|dia chi|dia chi san xuat|noi san xuat|noi sx|xuat xu|tinh|huyen|xa|
    tinh thanh|dien thoai|sdt|so dien thoai|lien he|nguoi lien he|zalo|website|email|ma vach|barcode|ma so thue|ma lo|so lo|lo|thuong hieu|nhan hieu|ngay|
    ngay nhap|ngay ban|ngay cap|nam|nam cong nhan|so quyet dinh|quyet dinh|ten khoa hoc|ten tieng anh|muc|hsd con lai|gia tri|gia tri ton`,
};

/** What header or title texts say a bare number in the price column counts. */
export const PRICE_UNITS: readonly (readonly [RegExp, number])[] = [
  [/(?:^|[^a-z])(?:trieu|tr)(?![a-z])/, 1_000_000],
  [/(?:^|[^a-z])(?:nghin|ngan|ng|k)(?![a-z])|(?:^|[^\d.,])1[.,]?000(?![\d.,])/, 1_000],
];

/** Rows that are not goods, by the search form of their first text. */
export const TOTAL_ROW =
  /^(?:tong(?: cong| so| tien| gia tri| ton| kho| sl| so luong| hang)?|cong|total|sum|grand total|cong trang|cong don|cong nhom|tong nhom)\s*(?:[:.(\d]|$)/;
export const NOTE_ROW =
  /^(?:\*|ghi chu|luu y|chu y|note|chu thich|ps|p s|nguoi lap|nguoi ban|ngay lap|lien he|hotline|sdt|dien thoai|dia chi|stk|so tai khoan|ky ten|xac nhan|bang gia|gia co the|gia tren|gia chua|gia da|hang ship|giao hang|mien phi|cap nhat|dvt|don vi tinh)(?![a-z])/;
export const SECTION_ROW =
  /^(?:[ivx]{1,5}|[a-h]|phan [\divx]+|nhom(?: [\divxa-z]{1,3})?|muc [\divx]+|loai [\divx]+)\s*[.):\-–/]/;
export const STOPPED =
  /(?:^|[^a-z])(?:(?:tam |da )?(?:ngung|ngng) (?:ban|kinh doanh|kd|san xuat|sx|lam|cung cap)|dung (?:ban|kinh doanh)|(?:ko|k|khong|thoi) (?:con )?(?:ban|lam|san xuat) nua|(?:thoi|nghi) ban|bo mon nay|xoa dong nay|(?:ko|khong) ban$|ngung(?: hang)?$)(?![a-z])/;
export const SOLD_OUT =
  /^(?:da |tam |dang )?(?:het|het hang|het roi|het sach|het nhan|chay hang|sold ?out|out of stock|(?:khong|ko|k|hong) con(?: hang)?)(?: hang| roi| a| nha| nhe)?[.!]*$/;
