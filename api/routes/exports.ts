import { z } from 'zod';
import { EXPORT_KINDS, exportTable } from '../../core/exchange/exports.ts';
import { type TableFormat, writeTable } from '../../core/exchange/table-file.ts';
import { may } from '../http/policy.ts';
import { refused } from '../http/problems.ts';
import { bytes, type Route, route } from '../http/route.ts';

const FORMATS = {
  csv: ['text/csv', 'as CSV (UTF-8, commas, a header row)'],
  xlsx: ['application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', 'as a workbook'],
} as const satisfies Record<TableFormat, readonly [type: string, words: string]>;

/** The tables of /exportar, and two reports; each one taken is in the audit. */
export const exportRoutes: readonly Route[] = (Object.keys(FORMATS) as TableFormat[]).map((format) => {
  const [type, words] = FORMATS[format];
  return route({
    method: 'get',
    path: `/api/v1/exports/:table.${format}`,
    tag: 'exports',
    policy: may('data.export'),
    summary: `A table ${words}; what a spreadsheet would take for a formula is escaped`,
    params: z.object({ table: z.enum(EXPORT_KINDS) }),
    produces: [type],
    handle: async ({ db, caller, params, now }) => {
      const table = await exportTable(db, { actor: caller, kind: params.table, now });
      if (!table.ok) return refused(table.error);
      return bytes(
        format === 'csv' ? `${type}; charset=utf-8` : type,
        await writeTable(table.value, format),
        {
          'content-disposition': `attachment; filename="${params.table}.${format}"`,
        },
      );
    },
  });
});
