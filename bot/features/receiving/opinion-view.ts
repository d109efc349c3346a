import type { InvoiceDraft } from '../../../core/invoice/draft.ts';
import { linesWithOpinion } from '../../../core/invoice/opinion.ts';
import { t } from '../../locales/messages.ts';

/** Which lines somebody else reads otherwise; the readings are buttons of the lines. */
export function opinionRows(draft: InvoiceDraft): readonly string[] {
  const ids = linesWithOpinion(draft).map(({ id }) => String(id));
  if (ids.length === 0) return [];
  return [t('receiving-opinion', { count: ids.length, ids: new Intl.ListFormat('es-AR').format(ids) })];
}
