import { send } from './api';
import { refusalText, toast } from './toast';

/** An act done without a network, to be sent as soon as there is one (screens §11). Its key makes it count once. */
export interface Waiting {
  key: string;
  path: string;
  body: unknown;
  /** What the list says of it: "Đơn 1042 đã gói xong". */
  said: string;
}

const KEPT = 'ganh-cho-gui';
const changed = new Set<() => void>();
let sending = false;

export function waiting(): Waiting[] {
  try {
    return JSON.parse(localStorage.getItem(KEPT) ?? '[]') as Waiting[];
  } catch {
    return [];
  }
}

function keep(list: readonly Waiting[]): void {
  localStorage.setItem(KEPT, JSON.stringify(list));
  for (const run of changed) run();
}

export function onWaitingChanged(run: () => void): void {
  changed.add(run);
}

export function putAside(act: Waiting): void {
  keep([...waiting(), act]);
}

export function dropWaiting(key: string): void {
  keep(waiting().filter((act) => act.key !== key));
}

/** The server could not decide: signed out, too busy, out of order. Everything else is its answer. */
function undecided(status: number): boolean {
  return status === 401 || status === 429 || status >= 500;
}

/**
 * First in, first out. What was refused is told and goes; what could not be decided stays. True when something was sent.
 * Two tabs may send the same act: the server knows its key.
 */
export async function sendWaiting(): Promise<boolean> {
  if (sending) return false;
  sending = true;
  let sent = false;
  for (const act of waiting()) {
    const answer = await send('POST', act.path, act.body, act.key);
    if (!answer.ok && (answer.refusal === null || undecided(answer.refusal.status))) break;
    if (!answer.ok) toast(`${act.said}: ${refusalText(answer.refusal)}`);
    dropWaiting(act.key);
    sent = true;
  }
  sending = false;
  return sent;
}
