// A stranger's client: the SDK as its authors publish it, pointed at another base URL and told nothing else.
// Reads the index's address from the first argument, prints what it saw as one JSON line.
import { ShopeeSDK } from '@congminh1254/shopee-sdk';

const index = (await (await fetch(`${process.argv[2]}/index.json`)).json()).shopee;
const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

const sdk = new ShopeeSDK({
  partner_id: index.partner_id,
  partner_key: index.partner_key,
  base_url: `${index.baseUrl}/api/v2`,
  base_auth_url: index.authUrl,
});

// The seller opens the consent page and presses its button.
const consent = await fetch(
  sdk.getAuthorizationUrl('http://127.0.0.1:9/callback', { state: 'abc' }),
);
const form = new URLSearchParams(
  [...(await consent.text()).matchAll(/<input ([^>]*)>/g)]
    .map((found) => found[1])
    .filter((attributes) => !attributes.includes('type="radio"') || attributes.includes('checked'))
    .map((attributes) => [
      /name="([^"]*)"/.exec(attributes)[1],
      /value="([^"]*)"/.exec(attributes)[1],
    ]),
);
const answered = await fetch(new URL('/auth/confirm', index.baseUrl), {
  method: 'POST',
  body: form,
  redirect: 'manual',
});
const callback = new URL(answered.headers.get('location'));
const shopId = Number(callback.searchParams.get('shop_id'));
await sdk.authenticateWithCode(callback.searchParams.get('code'), shopId);
const refreshed = await sdk.refreshToken(shopId);

const shop = await sdk.shop.getShopInfo();
const category = await sdk.product.getCategory({ language: 'vi' });
const leaf = category.response.category_list.find((one) => !one.has_children);
const channels = await sdk.logistics.getChannelList();
const channel = channels.response.logistics_channel_list.find((one) => one.enabled);
const image = await sdk.mediaSpace.uploadImage({ image: PNG });
const item = await sdk.product.addItem({
  item_name: 'Miến dong Mây Ngàn 500g',
  description: 'Miến dong làm từ củ dong riềng, phơi nắng.',
  original_price: 65000,
  weight: 0.5,
  item_sku: 'SDK-MIEN-500',
  category_id: leaf.category_id,
  image: { image_id_list: [image.response.image_info.image_id] },
  logistic_info: [{ logistic_id: channel.logistics_channel_id, enabled: true, is_free: false }],
  seller_stock: [{ stock: 10 }],
  brand: { brand_id: 0, original_brand_name: 'NoBrand' },
});
const itemId = item.response.item_id;
const stock = await sdk.product.updateStock({
  item_id: itemId,
  stock_list: [{ model_id: 0, seller_stock: [{ stock: 7 }] }],
});
const price = await sdk.product.updatePrice({
  item_id: itemId,
  price_list: [{ model_id: 0, original_price: 68000 }],
});
const listed = await sdk.product.getItemList({
  offset: 0,
  page_size: 20,
  item_status: ['NORMAL', 'UNLIST'],
});
const base = await sdk.product.getItemBaseInfo({ item_id_list: [itemId] });

const buying = await fetch(`${process.argv[2]}/control/shopee/shops/${shopId}/buy`, {
  method: 'POST',
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify({ items: [{ sku: 'SDK-MIEN-500', quantity: 2 }], cod: true }),
});
const { orderSn } = await buying.json();
const now = Math.floor(Date.now() / 1000);
const orders = await sdk.order.getOrderList({
  time_range_field: 'update_time',
  time_from: now - 3600,
  time_to: now + 3600,
  page_size: 20,
  cursor: '',
});
const detail = await sdk.order.getOrderDetail({
  order_sn_list: [orderSn],
  response_optional_fields: 'item_list,total_amount,recipient_address',
});
const after = await sdk.product.getItemBaseInfo({ item_id_list: [itemId] });

const stockShown = (answer) => answer.response.item_list[0].stock_info_v2.seller_stock[0].stock;
console.log(
  JSON.stringify({
    state: callback.searchParams.get('state'),
    shopName: shop.shop_name,
    refreshed: Boolean(refreshed.access_token),
    stockAnswer: stock.response,
    priceAnswer: price.response,
    listedIds: listed.response.item.map((one) => one.item_id),
    itemId,
    stockBefore: stockShown(base),
    priceShown: base.response.item_list[0].price_info[0].current_price,
    orderSn,
    orderSns: orders.response.order_list.map((one) => one.order_sn),
    quantity: detail.response.order_list[0].item_list[0].model_quantity_purchased,
    total: detail.response.order_list[0].total_amount,
    hasPayTime: 'pay_time' in detail.response.order_list[0],
    stockAfter: stockShown(after),
  }),
);
