import type { InvoiceDraft } from '../../../core/invoice/draft.ts';
import type { Db } from '../../../drizzle/client.ts';
import type { LoopbackArca } from '../../support/arca/server.ts';
import { aDocument, aDraft, aShop } from '../../support/factories.ts';

export const OUR_CUIT = '30500000127';

export const aPaperWithCae = (index: number, header: Partial<InvoiceDraft['header']> = {}): InvoiceDraft =>
  aDraft({ header: { cae: `7512345678${String(1000 + index)}`, recipientDocNumber: OUR_CUIT, ...header } });

/** So many papers in review, in a shop of their own. */
export async function papers(db: Db, count: number): Promise<readonly InvoiceDraft[]> {
  const { staff } = await aShop(db);
  const drafts = Array.from({ length: count }, (_, i) => aPaperWithCae(i));
  for (const draft of drafts) await aDocument(db, { uploader: staff, draft, matches: [] });
  return drafts;
}

/** ARCA knows these papers. */
export function authorise(arca: LoopbackArca, drafts: readonly InvoiceDraft[]): void {
  for (const { header } of drafts)
    arca.vouchers.push({
      mode: 'CAE',
      code: header.cae ?? '',
      issuerCuit: header.issuerCuit ?? '',
      type: header.documentType ?? 0,
      pointOfSale: header.pointOfSale ?? 0,
      number: header.number ?? 0,
      date: (header.date ?? '').replaceAll('-', ''),
      total: header.total ?? '0',
      receiver: { docType: 80, docNumber: OUR_CUIT },
    });
}
