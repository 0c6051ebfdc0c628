import { ControlRefusal, findRoute, type ChannelDoor } from '../core/door';
import type { Fields } from '../core/input';
import type { Html } from '../core/page';

export interface Place {
  id: string;
  name: string;
}

/** How the console shows one channel. */
export interface ConsoleFace {
  places: (door: ChannelDoor) => Place[];
  page: (door: ChannelDoor, place: Place, notice: string) => Html;
  /** Does what a form of the page asks; answers a word for the person, or ''. */
  act: (door: ChannelDoor, placeId: string, action: string, more: string, form: Fields) => string;
}

/** Asks the simulator through its control routes. */
export function ask<T>(door: ChannelDoor, method: string, path: string, body: Fields = {}): T {
  const found = findRoute(door.routes, method, path);
  if (!found) throw new ControlRefusal(`no ${method} ${path}`, 404);
  return found.handler({ params: found.params, query: new URLSearchParams(), body }) as T;
}
