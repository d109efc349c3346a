import { z } from 'zod';
import { STANDINGS } from '../../core/arca/standing.ts';
import { answerAbout } from '../../core/arca/verification.ts';
import { fileBytes } from '../../drizzle/queries/documents.ts';
import {
  draftOf,
  type ListedDocument,
  listDocuments,
  picturesOf,
} from '../../drizzle/queries/listings/documents.ts';
import { cutPage, decodeCursor, pageOf, pageQuery } from '../http/paging.ts';
import { may } from '../http/policy.ts';
import { problem } from '../http/problems.ts';
import { bytes, json, type Route, route } from '../http/route.ts';
import { id } from '../http/shapes.ts';

const STATES = [
  'gathering',
  'reading',
  'review',
  'unreadable',
  'posted',
  'rejected',
  'duplicate',
  'reversed',
] as const;

const arca = z
  .object({
    state: z.enum(['pending', ...STANDINGS]),
    checked_at: z.string().nullable().meta({ description: 'When ARCA answered; null while pending' }),
    text: z.string().nullable().meta({ description: "ARCA's own words where it said any" }),
  })
  .meta({
    id: 'ArcaCheck',
    description: 'What ARCA says about the paper as it reads now; null where it is not asked',
  });

const invoice = z
  .object({
    id,
    state: z.enum(STATES),
    created_at: z.string(),
    uploaded_by: z.string(),
    shop: z.string(),
    issuer_name: z.string().nullable(),
    issuer_cuit: z.string().nullable(),
    letter: z.string().nullable(),
    point_of_sale: z.int().nullable(),
    number: z.int().nullable(),
    date: z.string().nullable(),
    total: z.string().nullable(),
    status: z.string().nullable().meta({ description: 'certified, review or unreadable' }),
    lines: z.int(),
    pages: z.int(),
    failure: z.string().nullable(),
    arca: arca.nullable(),
  })
  .meta({ id: 'Invoice' });

function arcaOf({ check, header }: ListedDocument): z.input<typeof arca> | null {
  const answer = check === null || header === null ? null : answerAbout(check, header);
  if (check === null || answer === null) return null;
  return answer.state === 'pending'
    ? { state: 'pending', checked_at: null, text: null }
    : { state: answer.standing, checked_at: check.checkedAt, text: answer.message };
}

const invoiceOf = (row: ListedDocument): z.input<typeof invoice> => ({
  id: row.id,
  state: row.state,
  created_at: row.createdAt,
  uploaded_by: row.uploadedBy,
  shop: row.shop,
  issuer_name: row.issuerName,
  issuer_cuit: row.issuerCuit,
  letter: row.letter,
  point_of_sale: row.pointOfSale,
  number: row.number,
  date: row.date,
  total: row.total,
  status: row.status,
  lines: row.lines,
  pages: row.pages,
  failure: row.failure,
  arca: arcaOf(row),
});

const line = z.object({
  id: z.int(),
  code: z.string().nullable(),
  description: z.string().nullable(),
  quantity: z.string().nullable(),
  unit: z.string().nullable(),
  unit_price: z.string().nullable(),
  discount_percent: z.string().nullable(),
  amount: z.string().nullable(),
  vat_rate: z.string().nullable(),
  evidence: z.enum(['proven', 'read', 'doubtful']),
});

const tag = 'invoices';

export const invoiceRoutes: readonly Route[] = [
  route({
    method: 'get',
    path: '/api/v1/invoices',
    tag,
    policy: may('stock.read'),
    summary: 'Papers that were photographed, newest first',
    query: z.object({ ...pageQuery, state: z.enum([...STATES, 'waiting']).optional() }),
    answer: pageOf(invoice),
    handle: async ({ db, caller, query }) => {
      const position = z.tuple([z.iso.datetime(), z.uuid()]);
      const after = query.cursor === undefined ? undefined : decodeCursor(query.cursor, position);
      if (after === null) return problem('invalid_cursor');
      const { state } = query;
      const rows = await listDocuments(db, {
        companyId: caller.companyId,
        states: state === undefined ? undefined : state === 'waiting' ? ['review', 'unreadable'] : [state],
        after,
        limit: query.limit + 1,
      });
      const page = cutPage(rows, query.limit, (row) => [row.createdAt, row.id]);
      return json({ items: page.rows.map(invoiceOf), next_cursor: page.next_cursor });
    },
  }),
  route({
    method: 'get',
    path: '/api/v1/invoices/:id',
    tag,
    policy: may('stock.read'),
    summary: 'One paper',
    params: z.object({ id }),
    answer: invoice,
    handle: async ({ db, caller, params }) => {
      const [row] = await listDocuments(db, { companyId: caller.companyId, id: params.id, limit: 1 });
      return row === undefined ? problem('not_found') : json(invoiceOf(row));
    },
  }),
  route({
    method: 'get',
    path: '/api/v1/invoices/:id/lines',
    tag,
    policy: may('stock.read'),
    summary: 'The lines of a paper as understood, with how far each is proven',
    params: z.object({ id }),
    answer: z.object({ items: z.array(line) }),
    handle: async ({ db, caller, params }) => {
      const found = await draftOf(db, caller.companyId, params.id);
      if (found === null) return problem('not_found');
      return json({
        items: (found.draft?.lines ?? []).map((one) => ({
          id: one.id,
          code: one.code,
          description: one.description,
          quantity: one.quantity,
          unit: one.unit,
          unit_price: one.unitPrice,
          discount_percent: one.discountPercent,
          amount: one.amount,
          vat_rate: one.vatRate,
          evidence: one.evidence,
        })),
      });
    },
  }),
  route({
    method: 'get',
    path: '/api/v1/invoices/:id/pages/:page/picture',
    tag,
    policy: may('stock.read'),
    summary: 'The flattened picture of a page, counted from 1',
    params: z.object({ id, page: z.coerce.number().int().min(1).max(100) }),
    produces: ['image/jpeg'],
    handle: async ({ db, caller, params }) => {
      const pictures = await picturesOf(db, caller.companyId, params.id);
      const sha256 = pictures[params.page - 1];
      const picture = sha256 === undefined ? null : await fileBytes(db, sha256);
      return picture === null
        ? problem('not_found')
        : bytes('image/jpeg', picture, { 'cache-control': 'private, max-age=86400, immutable' });
    },
  }),
];
