import type { ChannelAdapter, ChannelDescriptor, PollRule } from '@ganh/channels/kit';
import { channels } from '@ganh/channels/registry';
import { groupsOf } from '@ganh/sync';

/** Prints docs/channels as JSON, a page's name and its text: what each channel can do, from its descriptor and its groups. */

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

function span(ms: number): string {
  for (const [unit, name] of [
    [DAY, 'd'],
    [HOUR, 'h'],
    [MINUTE, 'min'],
  ] as const)
    if (ms >= unit && (ms % unit === 0 || ms > 10 * unit)) return `${round(ms / unit)} ${name}`;
  return `${round(ms / 1000)} s`;
}

const round = (value: number) => String(Math.round(value * 100) / 100);
const life = (ms: number | null) => (ms === null ? 'none told' : span(ms));
const bytes = (count: number) => `${round(count / 1024 / 1024)} MB`;
const yes = (is: boolean) => (is ? 'yes' : '');
const code = (word: string) => `\`${word}\``;

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}

function section(title: string, body: string): string {
  return body === '' ? '' : `## ${title}\n\n${body}\n`;
}

/** The groups with their calls, as `open()` returns them. */
function groupRows(adapter: ChannelAdapter): string[][] {
  return Object.entries(groupsOf(adapter))
    .filter(([, group]) => group !== undefined)
    .map(([name, group]) => [
      code(name),
      Object.entries(group as object)
        .filter(([, call]) => typeof call === 'function')
        .map(([call]) => code(call))
        .join(', '),
    ]);
}

function pushRows({ groups }: ChannelDescriptor): string[][] {
  return groups.map((group) => [
    code(group.name),
    group.raisedBy.join(', '),
    `${group.maxBatch} ${group.target}${group.maxBatch > 1 ? 's' : ''}`,
    group.batchBy === 'item' ? 'of one product' : 'of the whole shop',
    group.needs ? code(group.needs) : '',
    yes(group.neededForLive),
  ]);
}

function pollRows({ poll }: ChannelDescriptor): string[][] {
  return Object.entries(poll as Readonly<Record<string, PollRule>>).map(([what, rule]) => [
    what,
    span(rule.everyMs),
    span(rule.overlapMs),
    span(rule.maxWindowMs),
  ]);
}

function live({ descriptor: { live: rule }, liveAuth }: ChannelAdapter): string {
  if (!rule) return '';
  const rows = [
    ['Permission', liveAuth ? 'a second one, for another app of ours' : "the shop's own"],
    ['Title', `at most ${rule.titleMax} characters`],
    ['Description', `at most ${rule.descriptionMax} characters`],
    ['Comment of ours', `at most ${rule.commentMax} characters`],
    [
      'Comments are kept',
      rule.commentsKeptMs === null ? 'as long as the session' : span(rule.commentsKeptMs),
    ],
    ['Comments are asked for', `every ${span(rule.listenEveryMs)}`],
  ];
  return table(['fact', 'value'], rows);
}

function facts(adapter: ChannelAdapter): string {
  const { descriptor } = adapter;
  const { text, photos } = descriptor;
  const rows = [
    ['API version', descriptor.apiVersion || 'none'],
    ['Webhooks', adapter.webhooks ? 'yes' : 'no'],
    ['Webhook address', adapter.subscribe ? 'set by us' : 'set in a console, or none'],
    ['Sells on its own', descriptor.sellsOnItsOwn ? 'yes' : 'no: orders are made from messages'],
    ['Served by hand', descriptor.byHand ? 'yes: people carry files' : 'no'],
    ['Access token lives', life(descriptor.accessTokenMs)],
    ['Refresh token lives', life(descriptor.refreshTokenMs)],
    ['Refreshed ahead of its end', span(descriptor.refreshAheadMs)],
    ['Clock skew allowed', span(descriptor.clockSkewMs)],
    ['Title', `${text.titleMin} to ${text.titleMax} characters`],
    ['Description', `${text.descriptionMin} to ${text.descriptionMax} characters`],
    [
      'Photos',
      `at most ${photos.max}, ${bytes(photos.maxBytes)} each, shortest side ${photos.minSide} px, ${photos.formats.join(' or ')}`,
    ],
    ['Whole pieces only', descriptor.wholePieces ? 'yes' : 'no'],
    ['Needs a weight', descriptor.asksWeight ? 'yes' : 'no'],
  ];
  return table(['fact', 'value'], rows);
}

/** A mapping by what it leads to: few rows, whatever the number of codes. */
function meanings(map: Readonly<Record<string, string>> | undefined, head: string): string {
  if (!map) return '';
  const byMeaning = new Map<string, string[]>();
  for (const [word, meaning] of Object.entries(map))
    byMeaning.set(meaning, [...(byMeaning.get(meaning) ?? []), code(word)]);
  const rows = [...byMeaning].map(([meaning, words]) => [code(meaning), words.join(', ')]);
  return table(['ours', head], rows);
}

const NOTE = '<!-- Written by `npm run docs:channels` from the descriptors. -->';

function page(adapter: ChannelAdapter): string {
  const { descriptor } = adapter;
  const limits = descriptor.limits.map(({ name, scope, rule }) => [
    code(name),
    scope === 'app' ? 'all shops of the app' : 'one shop',
    String(rule.capacity),
    round(rule.refillPerSec),
  ]);
  const pushHead = ['push group', 'carries', 'one call takes', 'from', 'after', 'for live'];
  const pollHead = ['what', 'every', 'overlap', 'longest window'];
  const polls = pollRows(descriptor);
  return [
    `# ${descriptor.name}\n\n${NOTE}\n`,
    section('Facts', facts(adapter)),
    section('Groups', table(['group', 'calls'], groupRows(adapter))),
    section('Push groups', table(pushHead, pushRows(descriptor))),
    section(
      'Limits',
      limits.length > 0 ? table(['limit', 'over', 'burst', 'a second'], limits) : '',
    ),
    section('Polls', polls.length > 0 ? table(pollHead, polls) : ''),
    section('Live', live(adapter)),
    section('Order states', meanings(descriptor.orderStatuses, "the channel's words")),
    section('Errors', meanings(descriptor.errors, "the channel's codes")),
  ].join('\n');
}

function index(adapters: readonly ChannelAdapter[]): string {
  const groups = [...new Set(adapters.flatMap((one) => Object.keys(groupsOf(one))))];
  const rows = adapters.map((adapter) => {
    const has = groupsOf(adapter) as unknown as Readonly<Record<string, unknown>>;
    const { id, name } = adapter.descriptor;
    return [
      `[${name}](${id}.md)`,
      ...groups.map((group) => yes(has[group] !== undefined)),
      yes(adapter.webhooks !== undefined),
    ];
  });
  return [
    `# Channels\n\n${NOTE}\n`,
    'What each channel can do: the groups that its adapter has, and whether it tells us by webhook. A new one: [adding a channel](../adding-a-channel.md).\n',
    table(['channel', ...groups, 'webhooks'], rows),
  ].join('\n');
}

const adapters = Object.values<ChannelAdapter>(channels);
const pages = {
  'README.md': index(adapters),
  ...Object.fromEntries(adapters.map((one) => [`${one.descriptor.id}.md`, page(one)])),
};
process.stdout.write(JSON.stringify(pages));
