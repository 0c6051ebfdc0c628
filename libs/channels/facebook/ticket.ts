import { ASK_FOR_MS, FIRST_ASK_MS } from './facebook.descriptor';

/** A handle and when it was given: how often to ask goes by its age, and asking stays without memory. */
export interface BatchTicket {
  handle: string;
  givenAt: number;
}

export function writeTicket({ handle, givenAt }: BatchTicket): string {
  return `${handle}@${givenAt}`;
}

/** @throws RangeError for a text that is none of ours. */
export function readTicket(ticket: string): BatchTicket {
  const at = ticket.lastIndexOf('@');
  const givenAt = Number(ticket.slice(at + 1));
  if (at < 1 || !Number.isSafeInteger(givenAt))
    throw new RangeError('not a ticket of a catalogue batch');
  return { handle: ticket.slice(0, at), givenAt };
}

/** 5 s, 15 s, 30 s, then a minute. facebook spec §4.2 */
export function askAfterMs(ageMs: number): number {
  if (ageMs < FIRST_ASK_MS) return FIRST_ASK_MS;
  if (ageMs < 20_000) return 15_000;
  return ageMs < 50_000 ? 30_000 : 60_000;
}

export function isOverdue(ageMs: number): boolean {
  return ageMs > ASK_FOR_MS;
}
