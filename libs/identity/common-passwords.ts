/** What is tried first, of eight characters and more, without capitals, marks and blanks; Vietnamese habits included. */
export const COMMON_PASSWORDS: ReadonlySet<string> = new Set(
  `password password1 password12 password123 passw0rd p@ssw0rd p@ssword qwertyui qwertyuiop qwerty12 qwerty123 qwerty1234
  asdfghjk asdfghjkl zxcvbnm1 zxcvbnm123 1q2w3e4r 1q2w3e4r5t q1w2e3r4 1qaz2wsx qazwsxedc abcd1234 abc12345 abcdefgh
  abc123456 a1b2c3d4 aa123456 a123456789 a12345678 iloveyou iloveyou1 sunshine princess football baseball superman
  trustno1 letmein1 welcome1 welcome123 admin123 admin1234 administrator changeme changeme1 secret123 master123
  monkey123 dragon123 computer internet whatever starwars michelle jennifer
  12345678a 123456789a 1234567890a 123456aa 123123123a 147258369 159753456 123698745 741852963 789456123 987654321a
  matkhau1 matkhau123 matkhau12 matkhau1234 matkhaumoi matkhau12345 matkhau123456 khongbiet khongnho khongcopass
  khongcomatkhau anhyeuem emyeuanh yeuanhnhieu yeuemnhieu anhyeuem1 emyeuanh1 anhyeuem123 emyeuanh123 toiyeuban
  toiyeuvietnam yeuvietnam vietnam1 vietnam123 vietnam2025 vietnam2026 vietnamvodich hanoi123 saigon123 saigon2026
  taolaso1 sotaolaso1 conheocon concacac congchua hoanghau thienthan thiendang giadinh1 giadinhtoi bameoi123 bomeyeu
  mothaiba motmotmot 12345679 hoptacxa hoptacxa1 hoptacxa123 htx12345 htx123456 banhang1 banhang123 nongsan123
  nongdan123 ocop2025 ocop2026 ocop1234 matong123 ganhhang ganh1234 ganh12345 shopee123 facebook facebook1 facebook123
  zalo1234 zalo12345 admin@123 admin@12 vnpt@123 viettel123 mobifone quanly123 quanly1234`
    .split(/\s+/)
    .filter(Boolean),
);
