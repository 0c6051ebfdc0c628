import type { DisconnectView } from '@ganh/contracts';
import { Icon, type IconName } from '../components/icon';
import { ChannelTile } from '../components/mark';
import { Frame } from '../components/shell';
import type { Page } from '../page';
import { disconnect as words } from '../words/shops';

const ICONS: readonly IconName[] = ['box', 'receipt', 'shield'];

/** One of the four acts that ask first: the question is a page, the safe choice as big as the other. */
export const disconnectPage: Page<DisconnectView> = {
  title: (view) => words.title(view.shop.channelName),
  sheets: ['shell', 'marks', 'sheet'],
  islands: [],
  live: [],
  body: (view) => {
    const { shop } = view;
    return (
      <Frame shell={view.shell} here="shops" title={words.title(shop.channelName)} back="/kenh">
        <div class="panel">
          <div class="row">
            <ChannelTile channel={shop.channel} name={shop.channelName} size={44} silent />
            <h2 class="grow">{shop.name}</h2>
          </div>
          <ul class="after">
            {view.consequences.map((text, index) => (
              <li key={text}>
                <Icon name={ICONS[Math.min(index, ICONS.length - 1)] ?? 'shield'} />
                <span>{text}</span>
              </li>
            ))}
          </ul>
          <form method="post" action={`/kenh/${shop.shopId}/ngat`} class="stack">
            <button class="btn d w big">{words.yes(shop.channelName)}</button>
            <a class="btn o w big" href="/kenh">
              {words.keep}
            </a>
          </form>
        </div>
      </Frame>
    );
  },
};
