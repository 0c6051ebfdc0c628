import type { Send } from '@ganh/http';

interface Input {
  tag: string;
  name: string;
  value: string;
  /** The text that stands behind it. */
  text: string;
}

/**
 * Does with a sandbox's consent page what a person does: opens it, chooses the shop of that name (else the first), agrees.
 * Answers the query with which the channel sends the browser back.
 */
export async function agree(
  send: Send,
  consentUrl: string,
  shopName: string,
): Promise<Record<string, string>> {
  const page = await send({ method: 'GET', url: consentUrl, label: 'demo consent' });
  if (page.status !== 200) throw new Error(`the consent page answered ${page.status}`);
  const html = page.text();
  const action = /<form[^>]*\baction="([^"]+)"/.exec(html)?.[1];
  if (!action) throw new Error('the consent page has no form');
  const back = await send({
    method: 'POST',
    url: new URL(action, consentUrl).toString(),
    body: { form: filledIn(inputsOf(html), shopName) },
    label: 'demo consent',
  });
  const location = back.headers['location'];
  if (!location) throw new Error(`agreeing answered ${back.status} and leads nowhere`);
  return Object.fromEntries(new URL(location).searchParams);
}

function filledIn(inputs: readonly Input[], shopName: string): [string, string][] {
  const choices = inputs.filter(({ tag }) => /type="(radio|checkbox)"/.test(tag));
  const chosen = choices.find(({ text }) => text.trim().startsWith(shopName)) ?? choices[0];
  return inputs
    .filter((input) => !choices.includes(input) || input === chosen)
    .map(({ name, value }) => [name, value]);
}

/** Inputs and the first named button, which is the one that agrees. */
function inputsOf(html: string): Input[] {
  const found = [...html.matchAll(/<input\b([^>]*)>([^<]*)/g)];
  const button = /<button\b([^>]*\bname=[^>]*)>([^<]*)/.exec(html);
  if (button) found.push(button as RegExpExecArray);
  return found.map(([, tag = '', text = '']) => ({
    tag,
    text: plain(text),
    name: plain(attribute(tag, 'name')),
    value: plain(attribute(tag, 'value')),
  }));
}

const attribute = (tag: string, name: string) =>
  new RegExp(`\\b${name}="([^"]*)"`).exec(tag)?.[1] ?? '';

const ENTITIES: Readonly<Record<string, string>> = {
  '&amp;': '&',
  '&quot;': '"',
  '&#39;': "'",
  '&lt;': '<',
  '&gt;': '>',
};
const plain = (text: string) =>
  text.replace(/&(amp|quot|#39|lt|gt);/g, (entity) => ENTITIES[entity] ?? entity);
