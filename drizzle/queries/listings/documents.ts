import { and, eq, sql } from 'drizzle-orm';
import type { InvoiceDraft } from '../../../core/invoice/draft.ts';
import type { Db } from '../../client.ts';
import { type DocumentState, document, documentPage } from '../../schema/index.ts';
import type { CheckRow } from '../arca-queue.ts';
import { rowsOf } from '../rows.ts';
import { all, isoTime } from './page.ts';

/** The check of a paper with ARCA; `checkedAt` in UTC to the microsecond, null before an answer. */
type ListedCheck = Pick<CheckRow, 'query' | 'state' | 'standing' | 'observations'> & {
  readonly checkedAt: string | null;
};

export interface ListedDocument {
  readonly id: string;
  readonly state: DocumentState;
  readonly createdAt: string;
  readonly uploadedBy: string;
  readonly shop: string;
  readonly issuerName: string | null;
  readonly issuerCuit: string | null;
  readonly letter: string | null;
  readonly pointOfSale: number | null;
  readonly number: number | null;
  readonly date: string | null;
  readonly total: string | null;
  readonly status: string | null;
  readonly lines: number;
  readonly pages: number;
  readonly failure: string | null;
  /** What was understood of the head; null before it was read. */
  readonly header: InvoiceDraft['header'] | null;
  /** Null where nobody has looked whether ARCA can be asked. */
  readonly check: ListedCheck | null;
}

/** Papers of a company, newest first, after a position in that order. */
export function listDocuments(
  db: Db,
  question: {
    readonly companyId: string;
    readonly states?: readonly DocumentState[] | undefined;
    readonly id?: string | undefined;
    readonly after?: readonly [createdAt: string, id: string] | undefined;
    readonly limit: number;
  },
): Promise<readonly ListedDocument[]> {
  const { companyId, states, id, after, limit } = question;
  const where = all(
    sql`d.company_id = ${companyId}`,
    states === undefined
      ? null
      : sql`d.state in (${sql.join(
          states.map((state) => sql`${state}`),
          sql`, `,
        )})`,
    id === undefined ? null : sql`d.id = ${id}`,
    after === undefined ? null : sql`(d.created_at, d.id) < (${after[0]}::timestamptz, ${after[1]}::uuid)`,
  );
  return rowsOf<ListedDocument>(
    db,
    sql`select d.id, d.state, ${isoTime(sql`d.created_at`)} as "createdAt", p.name as "uploadedBy", l.name as shop,
          d.draft -> 'header' ->> 'issuerName' as "issuerName", d.draft -> 'header' ->> 'issuerCuit' as "issuerCuit",
          d.draft -> 'header' ->> 'letter' as letter,
          (d.draft -> 'header' ->> 'pointOfSale')::int as "pointOfSale",
          (d.draft -> 'header' ->> 'number')::float8 as number,
          d.draft -> 'header' ->> 'date' as date, d.draft -> 'header' ->> 'total' as total,
          d.draft ->> 'status' as status, coalesce(jsonb_array_length(d.draft -> 'lines'), 0) as lines,
          (select count(*)::int from document_page g where g.document_id = d.id) as pages, d.failure,
          d.draft -> 'header' as header,
          case when c.document_id is not null then jsonb_build_object(
            'query', c.query, 'state', c.state, 'standing', c.standing, 'observations', c.observations,
            'checkedAt', ${isoTime(sql`c.checked_at`)}) end as "check"
        from document d
        join person p on p.id = d.uploaded_by
        join location l on l.id = d.location_id
        left join arca_check c on c.document_id = d.id
        where ${where}
        order by d.created_at desc, d.id desc
        limit ${limit}`,
  );
}

/** What was understood of a paper; null for another company's. */
export async function draftOf(db: Db, companyId: string, id: string) {
  const [row] = await db
    .select({ draft: document.draft, matches: document.matches })
    .from(document)
    .where(and(eq(document.id, id), eq(document.companyId, companyId)));
  return row ?? null;
}

/** The flattened pictures of a paper in page order: upright, without the photo's metadata. Empty for another company's. */
export async function picturesOf(db: Db, companyId: string, id: string): Promise<readonly string[]> {
  const rows = await db
    .select({ images: documentPage.imageSha256s })
    .from(documentPage)
    .innerJoin(document, eq(document.id, documentPage.documentId))
    .where(and(eq(document.id, id), eq(document.companyId, companyId)))
    .orderBy(documentPage.messageId);
  return rows.flatMap((row) => row.images);
}
