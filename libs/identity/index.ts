export { AuditTrail } from './audit';
export type { AuditEntry, NamedEntry } from './audit.store';
export { IdentityStore, type StoredMember } from './identity.store';
export { LoginService, type LoggedIn, type LoginPlace } from './login.service';
export { may, type Actor, type Coop, type Right, type Role } from './member';
export { MemberService, type NewMember } from './member.service';
