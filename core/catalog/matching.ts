import type { Db } from '../../drizzle/client.ts';
import {
  type AliasRow,
  aliasesOfSupplier,
  type BarcodeRow,
  packSizes,
  productsByBarcode,
  similarProducts,
} from '../../drizzle/queries/catalog.ts';
import type { DraftLine, InvoiceDraft } from '../invoice/draft.ts';
import { type DecimalString, dec, plain } from '../platform/decimal.ts';
import { fold } from '../platform/text.ts';
import type { LineMatch, MatchCandidate } from './line-match.ts';
import { type Description, isGtin, normaliseCode, readDescription, readKey } from './normalise.ts';
import { findProduct } from './products.ts';
import { compareDescriptions, type Resemblance } from './resemblance.ts';
import type { SupplierProfile } from './supplier-profile.ts';
import { findSupplier } from './suppliers.ts';

/** Products looked at per line; people are shown the best few. */
const LOOKED_AT = 12;
const MAX_CANDIDATES = 5;
/** Below this a candidate is noise. */
const MIN_CANDIDATE_SCORE = 0.3;
/** A slip of the reader decides only this close, and this far ahead of everything else. */
const SURE_SCORE = 0.92;
const SURE_MARGIN = 0.1;
/** A remembered code is believed only where the words do not speak against it (codes get reused and misread). */
const CODE_WORDS_AGREE = 0.45;

interface Rated extends MatchCandidate {
  readonly resemblance: Resemblance;
}

interface Knowledge {
  readonly aliases: readonly AliasRow[];
  readonly barcodes: ReadonlyMap<string, BarcodeRow>;
  readonly profile: SupplierProfile;
  readonly packSizes: ReadonlyMap<string, string>;
}

interface Decision {
  readonly productId: string;
  readonly productName: string;
  readonly via: NonNullable<LineMatch['via']>;
  /** Said by an alias or a case's barcode; null where the paper and the profile decide. */
  readonly unitsPerPack: DecimalString | null;
}

/**
 * Which of our products each line is, in this order: the supplier's code and description as learned before, a barcode,
 * the exact name, and the exact name but for slips of single letters. Anything less proposes candidates and leaves the
 * choice to a person, as do two sources that disagree. One match per line, in the draft's order; money-only lines get an
 * empty one.
 */
export async function matchLines(
  db: Db,
  question: { companyId: string; draft: InvoiceDraft },
): Promise<readonly LineMatch[]> {
  const { companyId, draft } = question;
  const goods = draft.lines.filter((line) => line.isGoods);
  const cuit = draft.header.issuerCuit;
  const known = cuit === null ? null : await findSupplier(db, companyId, cuit);
  const aliases = known === null ? [] : await aliasesOfSupplier(db, companyId, known.cuit);
  const barcodes = await productsByBarcode(db, companyId, [...new Set(goods.flatMap(barcodesOf))]);
  const texts = goods.flatMap((line) =>
    line.description === null ? [] : [{ lineId: line.id, text: searchText(line.description) }],
  );
  const similar = await similarProducts(db, companyId, texts, LOOKED_AT);
  const ids = [...similar, ...aliases, ...barcodes].map((row) => row.productId);
  const knowledge: Knowledge = {
    aliases,
    barcodes: new Map(barcodes.map((row) => [row.barcode, row])),
    profile: known?.profile ?? {},
    packSizes: await packSizes(db, companyId, [...new Set(ids)]),
  };
  return draft.lines.map((line) => {
    if (!line.isGoods) return emptyMatch(line);
    const nearby = similar.filter((row) => row.lineId === line.id);
    return matchLine(line, knowledge, nearby);
  });
}

/**
 * The match that a person's choice makes of a line, with the pack that the paper and the supplier's habits say.
 * Null when the product is not one of this company's.
 */
export async function chooseProduct(
  db: Db,
  choice: {
    companyId: string;
    draft: InvoiceDraft;
    lineId: number;
    productId: string;
    via: 'person' | 'created';
    /** Kept in the match, so that another choice stays one tap away. */
    candidates?: readonly MatchCandidate[];
  },
): Promise<LineMatch | null> {
  const line = choice.draft.lines.find((candidate) => candidate.id === choice.lineId);
  const found = await findProduct(db, choice.companyId, choice.productId);
  if (line === undefined || found === null) return null;
  const cuit = choice.draft.header.issuerCuit;
  const supplier = cuit === null ? null : await findSupplier(db, choice.companyId, cuit);
  return {
    lineId: line.id,
    productId: found.id,
    productName: found.name,
    via: choice.via,
    unitsPerPack: packOf(line, found, supplier?.profile ?? {}),
    candidates: choice.candidates ?? [],
  };
}

function matchLine(
  line: DraftLine,
  knowledge: Knowledge,
  nearby: readonly { productId: string; name: string; similarity: number }[],
): LineMatch {
  const printed = readDescription(line.description ?? '');
  const rated = rate(line, printed, knowledge, nearby);
  const decision =
    byAlias(line, printed, knowledge) ?? byBarcode(line, knowledge) ?? byName(line, printed, rated);
  const candidates = topCandidates(rated, printed, knowledge, line);
  if (decision === null || decision === 'doubt') return { ...emptyMatch(line), candidates };
  const { productId, productName, via } = decision;
  const product = {
    name: productName,
    packSize: knowledge.packSizes.get(productId) ?? '1',
  };
  const unitsPerPack = decision.unitsPerPack ?? packOf(line, product, knowledge.profile);
  return { lineId: line.id, productId, productName, via, unitsPerPack, candidates };
}

const emptyMatch = (line: DraftLine): LineMatch => ({
  lineId: line.id,
  productId: null,
  productName: null,
  via: null,
  unitsPerPack: plain(dec(line.unitsPerPack ?? '1')),
  candidates: [],
});

function byAlias(line: DraftLine, printed: Description, knowledge: Knowledge): Decision | 'doubt' | null {
  const code = normaliseCode(line.code);
  const find = (kind: AliasRow['kind'], key: string | null) =>
    key === null ? undefined : knowledge.aliases.find((alias) => alias.kind === kind && alias.key === key);
  const byCode = find('code', code);
  const byWords = find('description', printed.words.length === 0 ? null : printed.key);
  if (byCode !== undefined && byWords !== undefined && byCode.productId !== byWords.productId) return 'doubt';
  if (byCode !== undefined)
    return byWords !== undefined || wordsAllow(byCode, printed, knowledge)
      ? fromAlias(byCode, 'alias_code')
      : 'doubt';
  return byWords === undefined ? null : fromAlias(byWords, 'alias_description');
}

const fromAlias = (alias: AliasRow, via: Decision['via']): Decision => ({
  productId: alias.productId,
  productName: alias.productName,
  via,
  unitsPerPack: plain(dec(alias.unitsPerPack)),
});

/** False where the line's words, sizes or packs say that the code stands for something else by now. */
function wordsAllow(alias: AliasRow, printed: Description, knowledge: Knowledge): boolean {
  if (printed.words.length === 0) return true;
  const learned = knowledge.aliases.filter(
    (other) => other.kind === 'description' && other.productId === alias.productId,
  );
  const names = [...learned.map((other) => readKey(other.key)), readDescription(alias.productName)];
  return names.some((name) => {
    const { verdict, score } = compareDescriptions(printed, name);
    return verdict !== 'different' && score >= CODE_WORDS_AGREE;
  });
}

function byBarcode(line: DraftLine, knowledge: Knowledge): Decision | 'doubt' | null {
  const rows = barcodesOf(line).flatMap((code) => knowledge.barcodes.get(code) ?? []);
  const row = rows[0];
  if (row === undefined) return null;
  if (rows.some((other) => other.productId !== row.productId)) return 'doubt';
  const isCase = !dec(row.units).eq(1);
  return {
    productId: row.productId,
    productName: row.productName,
    via: 'barcode',
    unitsPerPack: isCase ? plain(dec(row.units)) : null,
  };
}

/** GTINs printed as the code or within the description; a UPC-A is also an EAN-13 with a zero before it. */
function barcodesOf(line: DraftLine): readonly string[] {
  const texts = [line.code ?? '', ...(line.description ?? '').split(/\s+/)];
  return texts
    .map((text) => text.replace(/[\s-]/g, ''))
    .filter(isGtin)
    .flatMap((code) => (code.length === 12 ? [code, `0${code}`] : [code]));
}

function byName(line: DraftLine, printed: Description, rated: readonly Rated[]): Decision | null {
  if (printed.words.length === 0) return null;
  const same = rated.filter((candidate) => candidate.resemblance.verdict === 'same');
  const best = same[0];
  if (best === undefined) return null;
  const exact = same.filter((candidate) => candidate.resemblance.score === 1);
  const decide = (candidate: Rated, via: Decision['via']): Decision => ({
    productId: candidate.productId,
    productName: candidate.name,
    via,
    unitsPerPack: null,
  });
  if (exact.length > 0) return exact.length === 1 ? decide(exact[0]!, 'exact_name') : null;
  const others = rated.filter((candidate) => candidate.productId !== best.productId);
  const second = Math.max(0, ...others.map((candidate) => candidate.score));
  const sure = best.score >= SURE_SCORE && second <= best.score - SURE_MARGIN;
  return sure && line.evidence !== 'doubtful' ? decide(best, 'fuzzy') : null;
}

/** Products near the line's words, likest first; a product also counts under the names this supplier uses for it. */
function rate(
  line: DraftLine,
  printed: Description,
  knowledge: Knowledge,
  nearby: readonly { productId: string; name: string; similarity: number }[],
): readonly Rated[] {
  const names = nearby.map((row) => ({ ...row, description: readDescription(row.name) }));
  const learned = knowledge.aliases
    .filter((alias) => alias.kind === 'description')
    .map((alias) => ({
      productId: alias.productId,
      name: alias.productName,
      similarity: 0,
      description: readKey(alias.key),
    }));
  const knownWords = new Set([...names, ...learned].flatMap((row) => row.description.words));
  const best = new Map<string, Rated>();
  for (const { productId, name, similarity, description } of [...names, ...learned]) {
    const resemblance = compareDescriptions(printed, description, { knownWords, pack: line.unitsPerPack });
    const trigram = resemblance.verdict === 'different' ? similarity / 2 : similarity;
    const score = resemblance.verdict === 'same' ? resemblance.score : Math.max(resemblance.score, trigram);
    const known = best.get(productId);
    if (known === undefined || resemblance.score > known.resemblance.score)
      best.set(productId, { productId, name, score: round(score), resemblance });
  }
  return [...best.values()].sort((a, b) => b.score - a.score || (a.name < b.name ? -1 : 1));
}

/** The likest few, and first of all the product that the supplier's code stood for. */
function topCandidates(
  rated: readonly Rated[],
  printed: Description,
  knowledge: Knowledge,
  line: DraftLine,
): readonly MatchCandidate[] {
  const code = normaliseCode(line.code);
  const coded = knowledge.aliases.find((alias) => alias.kind === 'code' && alias.key === code);
  const list = rated
    .filter((candidate) => candidate.score >= MIN_CANDIDATE_SCORE)
    .map(({ productId, name, score }): MatchCandidate => ({ productId, name, score }));
  if (
    coded !== undefined &&
    !list.slice(0, MAX_CANDIDATES).some((one) => one.productId === coded.productId)
  ) {
    const { score } = compareDescriptions(printed, readDescription(coded.productName));
    list.unshift({ productId: coded.productId, name: coded.productName, score: round(score) });
  }
  return list.slice(0, MAX_CANDIDATES);
}

/**
 * Stock units per printed unit: what the paper says of this line, else how this supplier counts, else one. Where the
 * product's own name holds the count ("Alfajor x 24"), the stock unit is that pack already.
 */
function packOf(
  line: DraftLine,
  product: { name: string; packSize: string },
  profile: SupplierProfile,
): DecimalString {
  if (line.unitsPerPack !== null) {
    const own = plain(dec(line.unitsPerPack));
    return readDescription(product.name).packs.includes(own) ? '1' : own;
  }
  return profile.quantityIn === 'pack' ? plain(dec(product.packSize)) : '1';
}

/** Folded words with shortened ones written out, so that trigrams meet the full names. */
const searchText = (description: string): string => {
  const words = readDescription(description).words.join(' ');
  return words === '' ? fold(description) : words;
};

const round = (score: number): number => Math.round(score * 1000) / 1000;
