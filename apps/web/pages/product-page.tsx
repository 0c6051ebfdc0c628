import type { ProductPageView } from '@ganh/contracts';
import { Badge, Stars } from '../components/badge';
import { Icon } from '../components/icon';
import { Picture } from '../components/photo';
import { dialable } from '../components/phone';
import type { Page } from '../page';
import { productPage as words } from '../words/public';

function Call(props: { phone: string; soldOut: boolean }) {
  const phone = dialable(props.phone);
  if (!phone) return null;
  return (
    <footer class="call">
      <a class="btn p big" href={phone.href}>
        <Icon name="phone" />
        {props.soldOut ? words.callMore : words.call} <span class="num">{phone.text}</span>
      </a>
    </footer>
  );
}

/** Public, readable without script; buyers and channels open it. */
export const productPagePage: Page<ProductPageView> = {
  title: (view) => `${view.name} · ${view.coopName}`,
  sheets: ['marks', 'public'],
  islands: [],
  live: [],
  open: true,
  body: (view) => {
    const [first, ...others] = view.photos;
    return (
      <>
        <main class="shopfront" id="main">
          {first && (
            <span class="pic">
              <Picture photo={first} alt={view.name} width={1200} box={720} eager />
            </span>
          )}
          {others.length > 0 && (
            <div class="pics">
              {others.map((photo, index) => (
                <span class="photo" key={photo}>
                  <Picture
                    photo={photo}
                    alt={words.photoOf(view.name, index + 2)}
                    width={396}
                    box={160}
                  />
                </span>
              ))}
            </div>
          )}
          <div class="in">
            <h1>{view.name}</h1>
            <div class="row wrap near">
              <span class="price num">{view.priceText}</span>
              <Stars stars={view.stars} long />
              {view.soldOut && <Badge tone="look" icon="clock" text={words.soldOut} />}
            </div>
            <p class="small">{words.by(view.coopName)}</p>
            {view.description !== '' && <p class="text">{view.description}</p>}
          </div>
        </main>
        {view.phone !== null && <Call phone={view.phone} soldOut={view.soldOut} />}
      </>
    );
  },
};
