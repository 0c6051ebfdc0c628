import { createHash } from 'node:crypto';
import { type AuthGroup, ChannelFailure } from '@ganh/channels/kit';
import { fold, tidy } from '@ganh/kernel';
import { PROFILES, profileOf } from './profiles';

/** Where our own form stands, beside the address that consent comes back to. */
const FORM = '/kenh/bang/moi';

/**
 * Nobody there can grant anything: instead of a consent page the person fills in which marketplace, and what the shop is
 * called there. The form's answer comes back as consent would.
 */
export const ownForm: AuthGroup = {
  authorizeUrl(_access, redirectUrl, state) {
    const form = new URL(FORM, redirectUrl);
    form.searchParams.set('state', state);
    return form.toString();
  },
  exchange(_access, _redirectUrl, query) {
    const name = tidy(query['name'] ?? '').slice(0, 120);
    const marketplace = query['marketplace'] ?? '';
    if (name === '' || !PROFILES.some((profile) => profile.id === marketplace))
      return Promise.reject(new ChannelFailure('rejected', { code: 'form_incomplete' }));
    return Promise.resolve([
      {
        externalShopId: `${marketplace}:${createHash('sha256').update(fold(name)).digest('hex').slice(0, 32)}`,
        name: `${profileOf(marketplace).name}: ${name}`,
        // No token leaves for anywhere; the shop's row wants one.
        tokens: {
          accessToken: 'by-hand',
          accessExpiresAt: null,
          refreshToken: null,
          refreshExpiresAt: null,
        },
        settings: { marketplace },
        permissionUntilAt: null,
      },
    ]);
  },
};
