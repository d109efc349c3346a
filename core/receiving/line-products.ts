import type { Db, Tx } from '../../drizzle/client.ts';
import type { LineMatch } from '../catalog/line-match.ts';
import { chooseProduct } from '../catalog/matching.ts';
import { createProductIn } from '../catalog/products.ts';
import type { DraftLine } from '../invoice/draft.ts';
import type { Actor } from '../people/actor.ts';
import { err, ok, type Result } from '../platform/result.ts';
import { fold } from '../platform/text.ts';
import { readinessOf } from './readiness.ts';
import {
  changeInReview,
  type ReviewChange,
  type Reviewed,
  type ReviewFailure,
  type ReviewRequest,
  type WithDraft,
} from './review.ts';

type OnLine = ReviewRequest & { readonly lineId: number };

/** Puts a line onto a product that the person chose; posting teaches it to the supplier's aliases. */
export function mapLine(
  db: Db,
  request: OnLine & { readonly productId: string },
): Promise<Result<Reviewed, ReviewFailure>> {
  const { lineId, productId } = request;
  return changeInReview(db, request, 'document.edit', 'document.map_line', (tx, document) =>
    choose(tx, document, { lineId, productId, via: 'person' }),
  );
}

/** As `mapLine`, by the number of the candidate on the card. */
export function mapLineToCandidate(
  db: Db,
  request: OnLine & { readonly index: number },
): Promise<Result<Reviewed, ReviewFailure>> {
  const { lineId, index } = request;
  return changeInReview(db, request, 'document.edit', 'document.map_line', async (tx, document) => {
    const candidate = document.matches.find((match) => match.lineId === lineId)?.candidates[index];
    if (candidate === undefined) return err({ code: 'unknown_product' });
    return choose(tx, document, { lineId, productId: candidate.productId, via: 'person' });
  });
}

async function choose(
  tx: Tx,
  document: WithDraft,
  choice: { readonly lineId: number; readonly productId: string; readonly via: 'person' | 'created' },
): Promise<Result<ReviewChange, ReviewFailure>> {
  const { lineId } = choice;
  const { companyId, draft, matches } = document;
  if (!draft.lines.some((line) => line.id === lineId)) return err({ code: 'unknown_line' });
  const candidates = matches.find((match) => match.lineId === lineId)?.candidates ?? [];
  const chosen = await chooseProduct(tx, { companyId, draft, candidates, ...choice });
  if (chosen === null) return err({ code: 'unknown_product' });
  return ok({ matches: withMatch(matches, chosen), lineId, detail: { ...choice } });
}

/** Forgets which product a line is, so that another can be chosen or created. */
export function unmapLine(db: Db, request: OnLine): Promise<Result<Reviewed, ReviewFailure>> {
  const { lineId } = request;
  return changeInReview(db, request, 'document.edit', 'document.unmap_line', async (_tx, document) => {
    const match = document.matches.find((one) => one.lineId === lineId);
    if (match === undefined) return err({ code: 'unknown_line' });
    const matches = withMatch(document.matches, { ...match, productId: null, productName: null, via: null });
    return ok({ matches, lineId, detail: { lineId } });
  });
}

/** Creates the product that a line stands for and puts the line onto it. */
export function createProductForLine(
  db: Db,
  request: OnLine & { readonly name?: string | undefined },
): Promise<Result<Reviewed, ReviewFailure>> {
  const { lineId, name } = request;
  return changeInReview(
    db,
    request,
    'document.edit',
    'document.create_product',
    async (tx, document, actor) => {
      const line = document.draft.lines.find((one) => one.id === lineId);
      if (line === undefined) return err({ code: 'unknown_line' });
      // A second press of the same button: the product is there.
      if (document.matches.some((match) => match.lineId === lineId && match.productId !== null))
        return err({ code: 'stale' });
      const product = await productFromLine(tx, actor, line, request.now, name);
      if (!product.ok) return product;
      return choose(tx, document, { lineId, productId: product.value, via: 'created' });
    },
  );
}

/** Creates a product for every goods line that has none; lines of the same name become one product. */
export function createAllUnknown(db: Db, request: ReviewRequest): Promise<Result<Reviewed, ReviewFailure>> {
  return changeInReview(
    db,
    request,
    'document.edit',
    'document.create_products',
    async (tx, document, actor) => {
      let { matches } = document;
      const created = new Map<string, string>();
      const { unknownLineIds } = readinessOf(document);
      for (const line of document.draft.lines.filter((one) => unknownLineIds.includes(one.id))) {
        const name = fold(nameFor(line));
        const known = created.get(name);
        const product = known === undefined ? await productFromLine(tx, actor, line, request.now) : ok(known);
        if (!product.ok) return product;
        const productId = product.value;
        created.set(name, productId);
        const chosen = await choose(
          tx,
          { ...document, matches },
          { lineId: line.id, productId, via: 'created' },
        );
        if (!chosen.ok) return chosen;
        matches = chosen.value.matches ?? matches;
      }
      return ok({ matches, lineId: null, detail: { lineIds: unknownLineIds } });
    },
  );
}

const nameFor = (line: DraftLine): string => line.description ?? line.code ?? `Producto ${line.id}`;

async function productFromLine(
  tx: Tx,
  actor: Actor,
  line: DraftLine,
  now: Date,
  name = nameFor(line),
): Promise<Result<string, ReviewFailure>> {
  const created = await createProductIn(tx, actor, { name, vatRate: line.vatRate }, now);
  if (created.ok) return ok(created.value.id);
  const { error } = created;
  return err({ code: error === 'forbidden' || error === 'revoked' ? error : 'bad_name' });
}

const withMatch = (matches: readonly LineMatch[], chosen: LineMatch): readonly LineMatch[] =>
  matches.some((match) => match.lineId === chosen.lineId)
    ? matches.map((match) => (match.lineId === chosen.lineId ? chosen : match))
    : [...matches, chosen];
