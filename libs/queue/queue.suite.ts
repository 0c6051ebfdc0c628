import type { Open } from './suite/support.suite';
import { coalescing, delays } from './suite/waiting.suite';
import { failures, fanOut, routing, stopping } from './suite/working.suite';

/** What both engines promise. `open` opens a queue as a process does; `shared`: two of them in one test see each other. */
export function queueSuite(open: Open, shared: boolean): void {
  coalescing(open);
  delays(open);
  failures(open);
  stopping(open);
  routing(open);
  fanOut(open, shared);
}
