import type { CoopId, MembershipId, Phone, UserId } from '@ganh/kernel';

const ROLES = ['seller', 'packer', 'host', 'manager', 'officer', 'operator'] as const;
export type Role = (typeof ROLES)[number];

export interface Coop {
  id: CoopId;
  /** In public addresses. */
  code: string;
  name: string;
  province: string;
  phone: Phone | null;
  address: string;
}

/** Who is asking: the active membership of a session. Doubles as the cooperative's scope. */
export interface Actor {
  userId: UserId;
  membershipId: MembershipId;
  coopId: CoopId;
  roles: readonly Role[];
  userName: string;
  coopName: string;
}

/** What each role may do; whatever is not listed is refused. Screens leave out what the role may not do. */
const RIGHTS = {
  'products.read': ['seller', 'host', 'manager', 'packer'],
  'products.write': ['seller', 'manager'],
  'stock.write': ['seller', 'manager'],
  'orders.read': ['seller', 'packer', 'manager'],
  'orders.write': ['seller', 'packer', 'manager'],
  'orders.cancel': ['seller', 'manager'],
  'messages.read': ['seller', 'host', 'manager'],
  'messages.write': ['seller', 'host', 'manager'],
  'shops.read': ['seller', 'manager'],
  'shops.write': ['manager'],
  'certificates.write': ['manager'],
  'today.read': ['seller', 'manager'],
  'acts.read': ['seller', 'packer', 'manager'],
  'members.read': ['manager'],
  'members.write': ['manager'],
  'audit.read': ['manager'],
  'work.read': ['operator'],
} as const satisfies Record<string, readonly Role[]>;

export type Right = keyof typeof RIGHTS;

export function may(actor: Pick<Actor, 'roles'>, right: Right): boolean {
  return RIGHTS[right].some((role) => actor.roles.includes(role));
}

/** Unknown words from storage are left out: they grant nothing. */
export function parseRoles(text: string): Role[] {
  return text
    .split(',')
    .filter((word): word is Role => (ROLES as readonly string[]).includes(word));
}
