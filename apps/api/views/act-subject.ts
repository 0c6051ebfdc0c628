import type { Act } from '@ganh/contracts';
import type { NamedEntry } from '@ganh/identity';
import {
  formatQuantity,
  type OrderId,
  type ProductId,
  type ShopId,
  type UserId,
  type VariantId,
} from '@ganh/kernel';
import type { Order } from '@ganh/orders';
import type { ActFacts } from './act-facts';
import type { ActNames } from './act-text';

/** What an act was done to: how it is called, its picture, where it stands. */
export interface Subject extends Pick<Act, 'about' | 'href'> {
  names: ActNames;
}

type ChannelNames = (channel: Order['channel']) => string;

const UNNAMED: ActNames = {
  goods: 'một món',
  channel: 'một kênh',
  person: 'một người',
  quantity: String,
};
const PEOPLE: Subject = { about: { kind: 'people' }, href: null, names: UNNAMED };

export function variantSubject(id: VariantId, facts: ActFacts): Subject {
  const variant = facts.variants.get(id);
  const product = variant && facts.products.get(variant.productId);
  if (!variant || !product) return goodsGone();
  const goods = [product.name, variant.optionName].filter(Boolean).join(' · ');
  const quantity = (steps: number) => formatQuantity(steps, variant.unit, variant.stepsPerUnit);
  return {
    about: { kind: 'goods', name: goods, photo: product.photoKeys[0] ?? null },
    href: `/hang/sua/${id}`,
    names: { ...UNNAMED, goods, quantity },
  };
}

export function subjectOf(entry: NamedEntry, facts: ActFacts, channelName: ChannelNames): Subject {
  const { kind, id } = entry.target;
  switch (kind) {
    case 'variant':
      return variantSubject(id as VariantId, facts);
    case 'product':
      return productSubject(id as ProductId, facts);
    case 'order':
      return orderSubject(id as OrderId, facts, channelName);
    case 'shop':
      return shopSubject(entry, facts, channelName);
    default: {
      const person = facts.people.get(id as UserId) ?? UNNAMED.person;
      return { ...PEOPLE, names: { ...UNNAMED, person } };
    }
  }
}

function goodsGone(): Subject {
  return { ...PEOPLE, about: { kind: 'goods', name: UNNAMED.goods, photo: null } };
}

function productSubject(id: ProductId, facts: ActFacts): Subject {
  const product = facts.products.get(id);
  const first = product?.variants[0];
  if (!product || !first) return goodsGone();
  return {
    about: { kind: 'goods', name: product.name, photo: product.photoKeys[0] ?? null },
    href: `/hang/sua/${first.id}`,
    names: { ...UNNAMED, goods: product.name },
  };
}

function orderSubject(id: OrderId, facts: ActFacts, channelName: ChannelNames): Subject {
  const order = facts.orders.get(id);
  if (!order) return PEOPLE;
  const name = channelName(order.channel);
  return {
    about: { kind: 'channel', channel: order.channel, channelName: name },
    href: `/don/${id}`,
    names: { ...UNNAMED, channel: name },
  };
}

/** A shop that was taken off is known by what the trail says of it. */
function shopSubject(entry: NamedEntry, facts: ActFacts, channelName: ChannelNames): Subject {
  const { channel, name } = {
    ...entry.detail,
    ...facts.shops.get(entry.target.id as ShopId),
  } as { channel?: Order['channel']; name?: string };
  if (!channel) return { ...PEOPLE, href: '/kenh' };
  const called = channelName(channel);
  return {
    about: { kind: 'channel', channel, channelName: called },
    href: '/kenh',
    names: { ...UNNAMED, channel: name ? `${called} (${name})` : called },
  };
}
