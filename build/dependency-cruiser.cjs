// Who may import whom. Each rule's comment tells what to do instead. Type imports count too (importRules.ts runs this).
const test = '[.](test|bench)[.]ts$|/testing/|/fixtures/';

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    {
      name: 'shared-is-pure',
      comment:
        'shared/ runs in every host and in workers: no Node, no DOM, no renderer, no electron. Pass what it needs as an argument, or move the code to electron/core or renderer/.',
      severity: 'error',
      from: { path: '^shared/', pathNot: test },
      to: {
        pathNot: [
          '^shared/',
          '^node_modules/(zod|@msgpack/msgpack|write-excel-file|uqr|@noble/(hashes|ciphers)|@scure/bip39|fflate|ical-generator)/',
        ],
      },
    },
    {
      name: 'engine-knows-no-contract',
      comment:
        'The engine computes from domain types alone. Take the value as a parameter, or move the type to shared/domain.',
      severity: 'error',
      from: { path: '^shared/engine/', pathNot: test },
      to: { pathNot: ['^shared/engine/', '^shared/domain/'] },
    },
    {
      name: 'engine-imports-types-only',
      comment:
        'The engine takes only types from shared/domain (and how numbers and canonical JSON are written, which import nothing), so that it carries no schema library. Write `import type`, or move the constant into the engine.',
      severity: 'error',
      from: { path: '^shared/engine/', pathNot: test },
      to: {
        path: '^shared/domain/',
        pathNot: '^shared/domain/(format|canonicalJson)[.]ts$',
        dependencyTypesNot: ['type-only'],
      },
    },
    {
      name: 'library-is-for-others',
      comment:
        'shared/library is what other programs import. Parley itself calls the engine and the measures behind it, so that their shapes can change without a new version of the library.',
      severity: 'error',
      from: { path: '^(shared|electron|renderer)/', pathNot: ['^shared/library/', test] },
      to: { path: '^shared/library/' },
    },
    {
      name: 'domain-knows-no-contract',
      comment: 'shared/domain is the ground floor. Move what it needs down into shared/domain.',
      severity: 'error',
      from: { path: '^shared/domain/', pathNot: test },
      to: { path: '^shared/(contract|engine)/' },
    },
    {
      name: 'contract-knows-no-engine',
      comment: 'Contract and engine do not know each other; electron/core and renderer/state use both.',
      severity: 'error',
      from: { path: '^shared/contract/', pathNot: test },
      to: { path: '^shared/engine/' },
    },
    {
      name: 'only-desktop-imports-electron',
      comment:
        'Only electron/desktop may import electron. Announce the ability as an option of createApp and let the desktop host pass it in.',
      severity: 'error',
      from: { pathNot: ['^electron/desktop/', '^e2e/', '^node_modules/'] },
      to: { path: ['^electron$', '^node_modules/electron/'] },
    },
    {
      name: 'core-knows-no-host',
      comment: 'The core never knows its host. Pass what differs between hosts as an option of createApp.',
      severity: 'error',
      from: { path: '^electron/core/' },
      to: { path: ['^electron/(desktop|web|cli|http|network)/', '^electron/[^/]+$', '^renderer/'] },
    },
    {
      name: 'hosts-know-each-other-not',
      comment:
        'Each host is a pipe of its own. What the desktop and the web host share stands beside them in electron/; the command line may start the web host.',
      severity: 'error',
      from: { path: '^electron/(desktop|web|cli|http|network)/', pathNot: test },
      to: {
        path: '^electron/(desktop|web|cli)/',
        pathNot: ['^electron/$1/', '^electron/web/serve[.]ts$'],
      },
    },
    {
      name: 'renderer-never-imports-main',
      comment: 'The renderer speaks with the main side through renderer/client: call(name, input).',
      severity: 'error',
      from: { path: '^renderer/', pathNot: test },
      to: { path: '^electron/' },
    },
    {
      name: 'only-transport-knows-host',
      comment: 'Only renderer/client touches the wire. Use call() of renderer/client/client.ts.',
      severity: 'error',
      from: { path: '^renderer/', pathNot: ['^renderer/client/', test] },
      to: { path: ['^renderer/client/transport[.]ts$', '^shared/contract/codec[.]ts$'] },
    },
    {
      name: 'charts-know-no-state',
      comment:
        'A chart gets data and callbacks as props; it knows engine types, not state. Pass values down from the room.',
      severity: 'error',
      from: { path: '^renderer/(charts|ui)/', pathNot: test },
      to: { path: '^renderer/(state|app|rooms|parts|client)/' },
    },
    {
      name: 'ui-knows-no-charts',
      comment: 'renderer/ui holds the plainest parts. What needs a chart is a part.',
      severity: 'error',
      from: { path: '^renderer/ui/' },
      to: { path: '^renderer/charts/' },
    },
    {
      name: 'state-knows-no-screens',
      comment: 'State is read by rooms and parts, never the other way round. Move the shared part into renderer/state.',
      severity: 'error',
      from: { path: '^renderer/(state|client)/', pathNot: test },
      to: { path: ['^renderer/(app|rooms|parts|charts|ui)/', '[.]svelte$'] },
    },
    {
      name: 'rooms-know-no-rooms',
      comment:
        'A room never imports another room, nor the window. What two rooms share is a part: move it to renderer/parts.',
      severity: 'error',
      from: { path: '^renderer/rooms/([^/]+)/', pathNot: test },
      to: { path: ['^renderer/rooms/', '^renderer/app/'], pathNot: '^renderer/rooms/$1/' },
    },
    {
      name: 'parts-know-no-rooms',
      comment:
        'A part serves several rooms and knows none of them. Pass what it needs as a prop, or move it to the room.',
      severity: 'error',
      from: { path: '^renderer/parts/', pathNot: test },
      to: { path: '^renderer/(rooms|app)/' },
    },
    {
      name: 'parts-stand-on-one-another',
      comment:
        'The folders of renderer/parts have floors: wording and layout below, then provenance and candidate, then answer, measures and surrogate, then log, then importing. Move the shared piece down.',
      severity: 'error',
      from: { path: '^renderer/parts/(wording|layout)/', pathNot: test },
      to: { path: '^renderer/parts/', pathNot: '^renderer/parts/(wording|layout)/' },
    },
    {
      name: 'ballot-form-knows-no-review',
      comment:
        'The ballot form also runs in a file, with no review and no host behind it. Pass what it needs as a prop; what calls the core stands in renderer/parts/ballotFiles.',
      severity: 'error',
      from: { path: '^renderer/(form|parts/(ballot|weighing))/', pathNot: test },
      to: {
        path: '^renderer/(state|analysis|client|app|rooms)/',
        pathNot: '^renderer/client/download[.]ts$',
      },
    },
    {
      name: 'core-floors-store',
      comment:
        'The store, the formulas, sealing, processes and connections are the ground floor of the core. Move what they need down, or pass it in.',
      severity: 'error',
      from: { path: '^electron/core/(store|formula|sealing|processes|connections)/', pathNot: test },
      to: { path: '^electron/core/', pathNot: '^electron/core/$1/' },
    },
    {
      name: 'core-floors-import',
      comment:
        'Reading a file knows no review: it may use the SQLite driver of store/, processes/ and connections/, and nothing else of the core.',
      severity: 'error',
      from: { path: '^electron/core/import/', pathNot: test },
      to: {
        path: '^electron/core/',
        pathNot: ['^electron/core/(import|processes|connections)/', '^electron/core/store/sqlite[.]ts$'],
      },
    },
    {
      name: 'core-floors-installation',
      comment:
        'The installation (open reviews, recent list, backups) stands below the services. Pass a function in instead.',
      severity: 'error',
      from: { path: '^electron/core/installation/', pathNot: test },
      to: { path: '^electron/core/(services|host)/' },
    },
    {
      name: 'core-floors-services',
      comment: 'A service answers one operation and knows no dispatch. Move what it needs to installation/ or store/.',
      severity: 'error',
      from: { path: '^electron/core/services/', pathNot: test },
      to: { path: '^electron/core/host/' },
    },
    {
      name: 'import-floors-text',
      comment: 'text/ turns bytes into columns and knows nothing of names, plans or formats.',
      severity: 'error',
      from: { path: '^electron/core/import/text/', pathNot: test },
      to: { path: '^electron/core/import/', pathNot: '^electron/core/import/text/' },
    },
    {
      name: 'import-floors-naming',
      comment: 'naming/ says what a column could mean. It stands on text/ alone.',
      severity: 'error',
      from: { path: '^electron/core/import/naming/', pathNot: test },
      to: { path: '^electron/core/import/', pathNot: '^electron/core/import/(naming|text)/' },
    },
    {
      name: 'import-floors-planning',
      comment: 'planning/ says what an import would write, whatever the format. It stands on naming/ and text/.',
      severity: 'error',
      from: { path: '^electron/core/import/planning/', pathNot: test },
      to: { path: '^electron/core/import/(evidence|formats|reading)/' },
    },
    {
      name: 'import-floors-evidence',
      comment: 'evidence/ says what is in a file (text, values, tables), whatever its format. Formats stand on it.',
      severity: 'error',
      from: { path: '^electron/core/import/evidence/', pathNot: test },
      to: { path: '^electron/core/import/(formats|reading)/' },
    },
    {
      name: 'import-floors-formats',
      comment: 'A format does not know where it is read. What starts threads and processes is reading/.',
      severity: 'error',
      from: { path: '^electron/core/import/formats/', pathNot: test },
      to: { path: '^electron/core/import/reading/' },
    },
    {
      name: 'migrations-import-nothing',
      comment:
        'A released migration is frozen: it must not change when the app does. Copy what it needs into the migration itself.',
      severity: 'error',
      from: { path: '/store/migrations/[0-9]' },
      to: { dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'no-cycles',
      comment: 'Two files that need each other are one file, or need a third that both import.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'no-unresolved',
      comment: 'Write the relative path with its extension (.ts, .svelte); run npm ci when a package is missing.',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true, pathNot: ['^(virtual|svelte)[:/]', '[.]css$'] },
    },
    {
      name: 'tests-stay-out-of-the-product',
      comment: 'Product code does not import tests or fixtures. Move the shared part out of the test.',
      severity: 'error',
      from: { pathNot: [test, '^build/', '^e2e/'] },
      to: { path: test },
    },
    {
      name: 'shipped-code-uses-named-packages',
      comment:
        'What ships is bundled except better-sqlite3 and electron. Name the package under "devDependencies" in package.json, with its exact version.',
      severity: 'error',
      from: { path: '^(electron|shared|renderer)/', pathNot: test },
      to: { dependencyTypes: ['npm-no-pkg', 'npm-unknown'] },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(dist|out|coverage)/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'build/tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['svelte', 'types', 'import', 'browser', 'default'],
    },
    reporterOptions: { text: { highlightFocused: true } },
  },
};
