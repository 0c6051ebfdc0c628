import type { RemoveProductView } from '@ganh/contracts';
import { Icon, type IconName } from '../components/icon';
import { Thumb } from '../components/photo';
import { Frame } from '../components/shell';
import type { Page } from '../page';
import { removeProduct as words } from '../words/remove-product';

const ICONS: readonly IconName[] = ['shop', 'box', 'receipt', 'undo'];

/** For good, so it is asked once, as a page; the safe choice is as big as the other. */
export const removeProductPage: Page<RemoveProductView> = {
  title: () => words.title,
  sheets: ['shell', 'marks', 'sheet'],
  islands: [],
  live: [],
  body: (view) => {
    const path = `/api/v1/products/${view.productId}`;
    const back = `/hang/sua/${view.variantId}`;
    return (
      <Frame shell={view.shell} here="products" title={words.title} back={back}>
        <div class="panel">
          <div class="row">
            <Thumb photo={view.photo} name={view.name} size={72} />
            <h2 class="grow">{view.name}</h2>
          </div>
          <ul class="after">
            {view.consequences.map((text, index) => (
              <li key={text}>
                <Icon name={ICONS[Math.min(index, ICONS.length - 1)] ?? 'shop'} />
                <span>{text}</span>
              </li>
            ))}
          </ul>
          <form
            method="post"
            action={`/hang/${view.productId}/thoi-ban`}
            class="stack"
            data-act={`${path}/remove`}
            data-done={words.done(view.name)}
            data-undo={`${path}/restore`}
            data-next="/hang"
          >
            <button class="btn d w big" data-busy={words.busy}>
              {words.yes}
            </button>
            <a class="btn o w big" href={back}>
              {words.keep}
            </a>
          </form>
        </div>
      </Frame>
    );
  },
};
