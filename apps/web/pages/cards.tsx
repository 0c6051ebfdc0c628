import type { CardsView, ProductCard } from '@ganh/contracts';
import { Stars } from '../components/badge';
import { Icon } from '../components/icon';
import { Picture } from '../components/photo';
import type { Sheet } from '../css/sheets';
import type { Page } from '../page';
import { cards as words } from '../words/sheets';

function Card(props: { card: ProductCard; box: number }) {
  const { card, box } = props;
  return (
    <article class="paper" data-key={card.productId}>
      {card.photo && (
        <span class="pic">
          <Picture photo={card.photo} alt={card.name} width={1200} box={box} eager />
        </span>
      )}
      <h2>{card.name}</h2>
      <div class="fact">
        <span class="price num">{card.priceText}</span>
        <Stars stars={card.stars} long />
      </div>
      <div class="from">
        <div>
          <b>{card.coopName}</b>
          {card.phone !== null && <span class="num">{card.phone}</span>}
          <span>{words.scan}</span>
        </div>
        <svg
          class="qr"
          viewBox={`0 0 ${card.qr.size} ${card.qr.size}`}
          role="img"
          aria-label={words.qr(card.name)}
          shape-rendering="crispEdges"
        >
          <path d={card.qr.path} />
        </svg>
      </div>
    </article>
  );
}

/** One card on one sheet of paper; what is for the screen alone is not printed. */
function cardsPage(paper: 'a6' | 'a5', sheets: readonly Sheet[], box: number): Page<CardsView> {
  const other = paper === 'a6' ? 'a5' : 'a6';
  return {
    title: () => words.title,
    sheets: ['marks', ...sheets],
    islands: [],
    live: [],
    open: true,
    body: (view) => (
      <main class="papers" id="main">
        <div class="tools">
          <h1>{words.title}</h1>
          <p>{view.cards.length === 0 ? words.none : words.how(paper.toUpperCase())}</p>
          {view.more > 0 && <p>{words.more(view.cards.length, view.more)}</p>}
          <a class="btn o w" href={`${view.here}?kho=${other}`}>
            <Icon name="sheet" />
            {words.other(other.toUpperCase())}
          </a>
          <a class="btn q w" href={view.back}>
            {words.back}
          </a>
        </div>
        {view.cards.map((card) => (
          <Card card={card} box={box} key={card.productId} />
        ))}
      </main>
    ),
  };
}

export const cardsA6Page = cardsPage('a6', ['cards'], 336);
export const cardsA5Page = cardsPage('a5', ['cards', 'cards-a5'], 480);
