import { hash, verify } from '@node-rs/argon2';
import { fold, nationalPhone, type Phone, Problem } from '@ganh/kernel';
import { COMMON_PASSWORDS } from './common-passwords';

/** OWASP's first choice for argon2id: 19 MiB, 2 passes, 1 lane. */
const ARGON2ID = 2;
const COST = { algorithm: ARGON2ID, memoryCost: 19 * 1024, timeCost: 2, parallelism: 1 };
/** In characters as people count them. No rule on what they are: length is what helps (ASVS 5 §6.2). */
const SHORTEST = 8;
const LONGEST = 200;

export function hashPassword(password: string): Promise<string> {
  return hash(password.normalize('NFKC'), COST);
}

/** Compared with when nobody has this phone number, so that both answers take the same time. */
const nobody = hashPassword(crypto.randomUUID());

/** `stored` null = no such user: false, after the same work. */
export async function checkPassword(password: string, stored: string | null): Promise<boolean> {
  const matches = await verify(stored ?? (await nobody), password.normalize('NFKC'), COST);
  return stored !== null && matches;
}

/** Throws a Problem on `password` for one that others would try first. */
export function refuseWeakPassword(password: string, owner: { phone: Phone; name: string }): void {
  const length = [...password.normalize('NFKC')].length;
  if (length < SHORTEST)
    throw weak('too_short', 'Mật khẩu ngắn quá.', `Đặt ít nhất ${SHORTEST} ký tự.`);
  if (length > LONGEST)
    throw weak('too_long', 'Mật khẩu dài quá.', `Đặt nhiều nhất ${LONGEST} ký tự.`);
  const plain = squeeze(password);
  const own = [nationalPhone(owner.phone), owner.phone, owner.name].map(squeeze);
  if (COMMON_PASSWORDS.has(plain) || isOneTune(plain) || own.includes(plain))
    throw weak('too_common', 'Mật khẩu này dễ đoán.', 'Đặt một câu ngắn mà chỉ mình nhớ.');
}

function weak(code: string, reason: string, remedy: string): Problem {
  return Problem.field('password', code, reason, remedy);
}

/** Capitals, marks, blanks and dashes make a guess no harder: "Mật khẩu" is "matkhau". */
function squeeze(text: string): string {
  return fold(text).replace(/[\s._+-]/g, '');
}

/** One or two characters over and over, or a run along the keyboard's digits. */
function isOneTune(plain: string): boolean {
  return (
    /^(.{1,2})\1+.?$/u.test(plain) ||
    '01234567890123456789'.includes(plain) ||
    '98765432109876543210'.includes(plain)
  );
}
