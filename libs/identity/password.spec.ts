import { parsePhone, type Phone } from '@ganh/kernel';
import { may } from '.';
import { network } from './login-tries';
import { refuseWeakPassword } from './password';

it('grants a role what it needs and nothing else', () => {
  expect(may({ roles: ['packer'] }, 'orders.write')).toBe(true);
  expect(may({ roles: ['packer'] }, 'orders.cancel')).toBe(false);
  expect(may({ roles: ['packer'] }, 'today.read')).toBe(false);
  expect(may({ roles: ['host'] }, 'orders.read')).toBe(false);
  expect(may({ roles: ['seller'] }, 'shops.write')).toBe(false);
  expect(may({ roles: ['seller', 'packer', 'host'] }, 'members.write')).toBe(false);
  expect(may({ roles: ['officer', 'operator'] }, 'orders.read')).toBe(false);
  expect(may({ roles: [] }, 'products.read')).toBe(false);
});

it.each([
  ['ngắn', 'too_short'],
  ['12345678', 'too_common'],
  ['87654321', 'too_common'],
  ['aaaaaaaaaa', 'too_common'],
  ['abababab', 'too_common'],
  ['Mật Khẩu 123', 'too_common'],
  ['PassWord1', 'too_common'],
  ['0905 222 333', 'too_common'],
  ['bà-sáu-bảy', 'too_common'],
  ['x'.repeat(201), 'too_long'],
])('the password %s is refused: %s', (password, code) => {
  const owner = { phone: parsePhone('0905 222 333') as Phone, name: 'Bà Sáu Bảy' };
  expect(() => refuseWeakPassword(password, owner)).toThrow(
    expect.objectContaining({
      code: 'validation',
      errors: [expect.objectContaining({ field: 'password', code })],
    }) as Error,
  );
});

it.each(['đồngruộn', 'mot-cau-chi-minh-nho', '   bốn chữ   ', '🌾🌾🍯🍵🌾🍯🌾🍵'])(
  'the password %s will do',
  (password) => {
    refuseWeakPassword(password, { phone: parsePhone('0905 222 333') as Phone, name: 'Bà Sáu' });
  },
);

it('knows one network by its addresses', () => {
  expect(network('::ffff:10.0.0.1')).toBe('10.0.0.1');
  expect(network('2001:0DB8::1')).toBe('2001:db8:0:0');
  expect(network('2001:db8:0:0:5::9')).toBe('2001:db8:0:0');
  expect(network('fe80::1%eth0')).toBe('fe80:0:0:0');
  expect(network('::1')).toBe('0:0:0:0');
});
