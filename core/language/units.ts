/** Units and packs as people say them, folded, with the one name under which we keep each. */
const NAMES: Readonly<Record<string, readonly string[]>> = {
  unidad: ['unidad', 'unidades', 'u', 'ud', 'uds', 'un.', 'unid', 'uni'],
  kg: ['kg', 'kgs', 'kilo', 'kilos', 'kilito', 'quilo', 'quilos', 'kilogramo', 'kilogramos', 'k'],
  g: ['g', 'gr', 'grs', 'gramo', 'gramos'],
  l: ['l', 'lt', 'lts', 'ltr', 'litro', 'litros'],
  ml: ['ml', 'cc', 'mililitro', 'mililitros'],
  m: ['metro', 'metros', 'mt', 'mts'],
  paquete: [
    'paquete',
    'paquetes',
    'paq',
    'paqs',
    'pqte',
    'pqt',
    'paquetito',
    'paquetitos',
    'atado',
    'atados',
  ],
  caja: ['caja', 'cajas', 'cj', 'cja', 'cjs', 'cajita', 'cajitas'],
  cajón: ['cajon', 'cajones'],
  bulto: ['bulto', 'bultos', 'blt'],
  pack: [
    'pack',
    'packs',
    'six',
    'sixpack',
    'sixpacks',
    'termo',
    'display',
    'displays',
    'combo',
    'combos',
    'tripack',
  ],
  fardo: ['fardo', 'fardos'],
  bolsa: ['bolsa', 'bolsas', 'bolson', 'bolsones', 'bolsita', 'bolsitas', 'bls'],
  botella: ['botella', 'botellas', 'bot', 'botellita', 'botellitas', 'envase', 'envases'],
  lata: ['lata', 'latas', 'latita', 'latitas'],
  frasco: ['frasco', 'frascos', 'pote', 'potes', 'frasquito'],
  sachet: ['sachet', 'sachets', 'sache', 'saches'],
  sobre: ['sobre', 'sobres', 'sobrecito', 'sobrecitos'],
  bidón: ['bidon', 'bidones'],
  maple: ['maple', 'maples'],
  tira: ['tira', 'tiras', 'ristra', 'ristras'],
  barra: ['barra', 'barras', 'barrita', 'barritas'],
  horma: ['horma', 'hormas'],
  rollo: ['rollo', 'rollos'],
  tarro: ['tarro', 'tarros'],
  balde: ['balde', 'baldes'],
  bandeja: ['bandeja', 'bandejas'],
  cartón: ['carton', 'cartones'],
  pallet: ['pallet', 'pallets', 'palet', 'pale'],
  porrón: ['porron', 'porrones'],
  plancha: ['plancha', 'planchas'],
  pieza: ['pieza', 'piezas'],
};

const BY_WORD: ReadonlyMap<string, string> = new Map(
  Object.entries(NAMES).flatMap(([name, words]) => words.map((word): [string, string] => [word, name])),
);

/** The unit a folded word means, or null. */
export const unitOf = (word: string): string | null => BY_WORD.get(word) ?? null;

const PACKS = new Set([
  'caja',
  'cajon',
  'bulto',
  'pack',
  'fardo',
  'bolsa',
  'carton',
  'bandeja',
  'maple',
  'tira',
]);

/** Units that hold other units: "3 cajas de 12". */
export const isPack = (unit: string): boolean => PACKS.has(unit);

/** Every folded word that means a unit, longest first, for a pattern. */
export const unitWords = (only: (unit: string) => boolean = () => true): readonly string[] =>
  [...BY_WORD]
    .filter(([, unit]) => only(unit))
    .map(([word]) => word)
    .sort((a, b) => b.length - a.length);
