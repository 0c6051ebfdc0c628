import { randomBytes, randomInt } from 'node:crypto';

export function hex(bytes: number): string {
  return randomBytes(bytes).toString('hex');
}

const CAPITALS = 'ABCDEFGHJKLMNPQRSTUVWXYZ0123456789';

export function capitals(length: number): string {
  return Array.from({ length }, () => CAPITALS[randomInt(CAPITALS.length)]).join('');
}
