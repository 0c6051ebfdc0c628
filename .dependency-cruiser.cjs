/** Imports run one way (docs/architecture.md). A library is entered through its index.ts only. */
const order = [
  'kernel',
  'contracts|persistence|queue|http|sheets',
  'identity',
  'catalogue',
  'shops',
  'stock',
  'orders',
  'payments|livestream',
  'sync',
];
const layers = order.slice(0, -1).map((layer, i) => ({
  name: `layer-${layer.split('|')[0]}-imports-no-later-layer`,
  severity: 'error',
  from: { path: `^libs/(${layer})/` },
  to: { path: `^(apps/|libs/(${order.slice(i + 1).join('|')})/)` },
}));
module.exports = {
  forbidden: [
    {
      name: 'no-cycles',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    ...layers,
    {
      name: 'kernel-imports-nothing-of-ours',
      severity: 'error',
      from: { path: '^libs/kernel/' },
      to: { path: '^(apps|config|libs/(?!kernel/))' },
    },
    {
      name: 'peers-stay-apart',
      severity: 'error',
      from: { path: '^libs/(contracts|persistence|queue|http|sheets)/' },
      to: { path: '^libs/(contracts|persistence|queue|http|sheets)/', pathNot: '^libs/$1/' },
    },
    {
      name: 'payments-and-livestream-stay-apart',
      severity: 'error',
      from: { path: '^libs/(payments|livestream)/' },
      to: { path: '^libs/(payments|livestream)/', pathNot: '^libs/$1/' },
    },
    {
      name: 'libs-know-no-apps',
      severity: 'error',
      from: { path: '^libs/' },
      to: { path: '^apps/' },
    },
    {
      name: 'through-the-index',
      severity: 'error',
      from: { path: '^libs/([^/]+)/', pathNot: '^libs/(channels|gateways)/' },
      to: {
        path: '^libs/[^/]+/.+',
        pathNot: [
          '^libs/$1/',
          '^libs/[^/]+/index\\.ts$',
          '^libs/(channels|gateways)/[^/]+/index\\.ts$',
          '^libs/persistence/sql\\.ts$',
          '^libs/[^/]+/[^/]+\\.suite\\.ts$',
        ],
      },
    },
    {
      name: 'apps-through-the-index',
      severity: 'error',
      from: { path: '^apps/', pathNot: '\\.spec\\.tsx?$' },
      to: {
        path: '^libs/[^/]+/.+',
        pathNot: [
          '^libs/[^/]+/index\\.ts$',
          '^libs/persistence/sql\\.ts$',
          '^libs/(channels|gateways)/[^/]+/index\\.ts$',
        ],
      },
    },
    {
      name: 'adapters-are-translators',
      severity: 'error',
      from: { path: '^libs/(channels|gateways)/(?!registry)[^/]+/' },
      to: { path: '^libs/(?!kernel/|http/|sheets/|channels/|gateways/)' },
    },
    {
      name: 'adapters-do-not-know-each-other',
      severity: 'error',
      from: { path: '^libs/(channels|gateways)/(?!kit/|registry/)([^/]+)/' },
      to: {
        path: '^libs/(channels|gateways)/',
        pathNot: ['^libs/(channels|gateways)/$2/', '^libs/(channels|gateways)/kit/'],
      },
    },
    {
      name: 'sql-only-in-stores',
      severity: 'error',
      from: {
        path: '^(libs|apps)/',
        pathNot: [
          '\\.store\\.ts$',
          '\\.store\\.[a-z]+\\.ts$',
          '^libs/persistence/',
          '\\.spec\\.ts$',
          '^apps/sandbox/',
        ],
      },
      to: { path: '^libs/persistence/sql\\.ts$' },
    },
    {
      name: 'typeorm-only-in-persistence-and-stores',
      severity: 'error',
      from: {
        path: '^(libs|apps)/',
        pathNot: [
          '\\.store\\.ts$',
          '\\.store\\.[a-z]+\\.ts$',
          '\\.entity\\.ts$',
          '^libs/persistence/',
        ],
      },
      to: { path: 'node_modules/(typeorm|mysql2|better-sqlite3)/' },
    },
    {
      name: 'redis-only-in-queue-and-http',
      severity: 'error',
      from: { path: '^(libs|apps)/', pathNot: '^libs/(queue|http)/' },
      to: { path: 'node_modules/(bullmq|ioredis|@nestjs/bullmq)/' },
    },
    {
      name: 'one-door-to-the-outside',
      severity: 'error',
      from: { path: '^(libs|apps)/', pathNot: ['^libs/http/', '^apps/sandbox/', '\\.spec\\.ts$'] },
      to: { path: 'node_modules/axios/' },
    },
    {
      name: 'sandbox-stands-alone',
      severity: 'error',
      from: { path: '^apps/sandbox/', pathNot: '\\.spec\\.ts$' },
      to: { path: '^(libs|config|apps/(?!sandbox/))' },
    },
    {
      name: 'apps-import-no-apps',
      severity: 'error',
      from: { path: '^apps/([^/]+)/', pathNot: ['^apps/allinone/', '^apps/api/', '^apps/cli/'] },
      to: { path: '^apps/', pathNot: '^apps/$1/' },
    },
    {
      name: 'api-serves-web-only',
      severity: 'error',
      from: { path: '^apps/api/' },
      to: { path: '^apps/(?!api/|web/)' },
    },
    {
      name: 'product-imports-no-tests',
      severity: 'error',
      from: {
        path: '^(apps|libs|config)/',
        pathNot: ['\\.(spec|suite)\\.tsx?$', '^apps/sandbox/'],
      },
      to: { path: '^test/' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(dist|var)/' },
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
    },
  },
};
