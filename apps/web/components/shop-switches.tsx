import type { AddProductView } from '@ganh/contracts';
import { addProduct as words } from '../words/add-product';
import { ChannelTile } from './mark';
import { Note } from './note';

type Choice = Pick<AddProductView, 'shops' | 'draft'>;

/** All connected channels are on; a draft that came back keeps what was chosen (comma list of shop ids). */
export function isChosen(choice: Choice, shopId: number): boolean {
  const kept = choice.draft.shopIds;
  return kept === undefined || kept.split(',').includes(String(shopId));
}

export function ShopSwitches(props: Choice) {
  const names = props.shops.map((shop) => shop.channelName);
  return (
    <section class="full" aria-labelledby="where">
      <h2 id="where">{words.where}</h2>
      {props.shops.length === 0 && (
        <Note tone="wait" head={words.noShops}>
          {words.noShopsMore}
        </Note>
      )}
      {/* Tells "none chosen" from "not asked". */}
      {props.shops.length > 0 && <input type="hidden" name="shopsShown" value="1" />}
      <ul class="card lines gap" id="shops">
        {props.shops.map((shop) => (
          <li key={shop.shopId}>
            <label class="switch">
              <ChannelTile channel={shop.channel} name={shop.channelName} silent />
              <span class="grow">
                <span class="block bold">
                  {names.filter((name) => name === shop.channelName).length > 1
                    ? `${shop.channelName} · ${shop.name}`
                    : shop.channelName}
                </span>
                <span class={shop.lacks === '' ? 'small block' : 'small block look bold'}>
                  {shop.lacks === '' ? words.enough : words.lacks(shop.lacks)}
                </span>
              </span>
              <input
                type="checkbox"
                role="switch"
                name="shopIds"
                value={shop.shopId}
                checked={isChosen(props, shop.shopId)}
              />
              <span class="track" aria-hidden="true" />
            </label>
          </li>
        ))}
      </ul>
    </section>
  );
}
