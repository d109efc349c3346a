const PURE = '^core/(fiscal|invoice|forecast|language|pricing)/';
const PURE_PLATFORM = '^core/platform/(decimal|result|text)\\.ts$';

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    {
      name: 'pure-stays-pure',
      comment:
        'Pure folders have no I/O, clock, random or environment: the same page always gives the same draft.',
      severity: 'error',
      from: { path: PURE },
      to: {
        pathNot: [PURE, PURE_PLATFORM, '^node_modules/(decimal\\.js|ml-regression[^/]*|date-holidays)/'],
      },
    },
    {
      name: 'core-knows-no-door',
      comment: 'bot/ and api/ are thin doors into core/; core/ must work without them.',
      severity: 'error',
      from: { path: '^core/' },
      to: { path: '^(bot|api|scripts|tests)/' },
    },
    {
      name: 'schema-below-everything',
      comment: 'drizzle/ holds tables and queries; it may use the pure types but not a use case.',
      severity: 'error',
      from: { path: '^drizzle/' },
      to: { path: '^(bot|api|scripts|tests)/' },
    },
    {
      name: 'doors-do-not-know-each-other',
      comment: 'What the bot and the API share lives in core/.',
      severity: 'error',
      from: { path: '^api/' },
      to: { path: '^bot/' },
    },
    {
      name: 'product-does-not-import-tests',
      comment: 'The product must run without the tests folder.',
      severity: 'error',
      from: { path: '^(bot|api|core|drizzle)/' },
      to: { path: '^tests/' },
    },
    {
      name: 'no-cycles',
      severity: 'error',
      comment: 'A cycle hides who owns what.',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'no-unlisted',
      severity: 'error',
      comment: 'Every package used is in package.json.',
      from: {},
      to: { dependencyTypes: ['npm-no-pkg', 'npm-unknown', 'unknown'] },
    },
    {
      name: 'no-dev-in-product',
      severity: 'error',
      comment: 'The product runs on its dependencies alone.',
      from: { path: '^(bot|api|core|drizzle)/', pathNot: '\\.d\\.ts$' },
      to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'] },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
      extensions: ['.ts', '.tsx', '.js', '.json'],
    },
  },
};
