import type {
  AppAccess,
  AppCredentials,
  ChannelAdapter,
  ChannelClient,
  ChannelId,
} from '@ganh/channels/kit';
import type { Clock } from '@ganh/kernel';
import { type ChannelAbilities, NO_ABILITIES } from '@ganh/orders';

export interface ChannelApp {
  adapter: ChannelAdapter;
  baseUrl: string;
  authUrl: string;
  tokenUrl: string | null;
  app: AppCredentials;
  /** Where this channel's deliveries reach us, exactly as told to the channel; null without a public address. */
  callbackUrl: string | null;
}

/** What an adapter is told of an app, without a way out. */
export function accessOf(
  { baseUrl, authUrl, tokenUrl, app }: ChannelApp,
  clock: Clock,
): Omit<AppAccess, 'send'> {
  return { baseUrl, authUrl, tokenUrl, app, now: () => clock.now() };
}

const NO_TOKENS = {
  accessToken: '',
  accessExpiresAt: null,
  refreshToken: null,
  refreshExpiresAt: null,
};

/** A shop that nobody has: enough to see which groups an adapter has, and no way out. */
const SHOWN = {
  baseUrl: '',
  authUrl: '',
  tokenUrl: null,
  app: {},
  externalShopId: '0',
  tokens: NO_TOKENS,
  live: { externalId: '0', tokens: NO_TOKENS },
  settings: {},
  now: () => 0,
  send: () => Promise.reject(new Error('nothing is sent from here')),
  slowDown: () => Promise.resolve(),
};

/** The groups that an adapter has, to be looked at only. They depend on the app alone. */
export function groupsOf(adapter: ChannelAdapter, app?: Partial<ChannelApp>): ChannelClient {
  return adapter.open({ ...SHOWN, ...app });
}

/** The channels set up here. A channel without credentials is absent: nobody can connect to it. */
export class ChannelApps {
  constructor(private readonly apps: ReadonlyMap<ChannelId, ChannelApp>) {}

  get(channel: ChannelId): ChannelApp | null {
    return this.apps.get(channel) ?? null;
  }

  must(channel: ChannelId): ChannelApp {
    const app = this.get(channel);
    if (!app) throw new Error(`channel ${channel} is not set up here`);
    return app;
  }

  /** What people may ask of the channel: by the groups that its adapter shows. */
  abilities(channel: string): ChannelAbilities {
    const app = this.apps.get(channel as ChannelId);
    if (!app) return NO_ABILITIES;
    const { orders, shipping, returns, replies } = groupsOf(app.adapter, app);
    return {
      cancel: orders !== undefined,
      confirm: shipping?.confirm !== undefined,
      arrange: shipping !== undefined,
      label: shipping?.label !== undefined,
      acceptReturn: returns?.accept !== undefined,
      refuseReturn: returns?.refuse !== undefined,
      toThread: replies?.toThread !== undefined,
      underComment: replies?.underComment !== undefined,
      privately: replies?.privately !== undefined,
      hideComment: replies?.hideComment !== undefined,
      template: replies?.template !== undefined,
    };
  }

  /** Channels that people serve with files: the engine leaves their work to them. */
  byHand(): ChannelId[] {
    return this.list().flatMap(({ adapter: { descriptor } }) =>
      descriptor.byHand ? [descriptor.id] : [],
    );
  }

  list(): ChannelApp[] {
    return [...this.apps.values()];
  }
}
