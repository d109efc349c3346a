import { Composer, InputFile } from 'grammy';
import { exportTable } from '../../../core/exchange/exports.ts';
import { applyImport, cancelImport, openImport } from '../../../core/exchange/imports.ts';
import { MAX_TABLE_BYTES, type TableFormat, writeTable } from '../../../core/exchange/table-file.ts';
import { undoImport } from '../../../core/exchange/undo-import.ts';
import { mayDo } from '../../../core/people/roles.ts';
import { dayOf } from '../../../core/platform/clock.ts';
import type { ExchangeKind } from '../../../drizzle/schema/exchange.ts';
import type { EnrolledContext } from '../../context.ts';
import { downloadBy } from '../../download.ts';
import { t } from '../../locales/messages.ts';
import { replace, reply } from '../../outbox.ts';
import { EXPORT_BUTTON, IMPORT_BUTTON } from './callbacks.ts';
import {
  appliedView,
  downloadFailedView,
  exportView,
  importCancelledView,
  importHelpView,
  importProblem,
  importUndoneView,
  planView,
  problemView,
} from './views.ts';

/** /exportar and /importar: goods, stock and sales as tables, out and in. */
export const exchangeFeature = new Composer<EnrolledContext>();

exchangeFeature.command('exportar', (ctx) =>
  reply(ctx, mayDo(ctx.actor.role, 'data.export') ? exportView() : problemView({ code: 'forbidden' })),
);

exchangeFeature.callbackQuery(EXPORT_BUTTON, async (ctx) => {
  const kind = ctx.match[1] as ExchangeKind;
  const format = ctx.match[2] as TableFormat;
  const { db, clock } = ctx.deps;
  const now = clock.now();
  const table = await exportTable(db, { actor: ctx.actor, kind, now });
  if (!table.ok)
    return ctx.answerCallbackQuery({ text: importProblem({ code: table.error }), show_alert: true });
  const name = `${t(`exchange-file-${kind}`)}-${dayOf(now)}.${format}`;
  // Not through the outbox: a file that can be had again at any moment is worth no row.
  await ctx.api.sendDocument(ctx.from.id, new InputFile(await writeTable(table.value, format), name));
  return ctx.answerCallbackQuery();
});

exchangeFeature.command('importar', (ctx) =>
  reply(ctx, mayDo(ctx.actor.role, 'data.import') ? importHelpView() : problemView({ code: 'forbidden' })),
);

const TABLE_NAME = /\.(?:csv|xlsx|txt)$/i;
const TABLE_MIME =
  /^(?:text\/(?:csv|plain)|application\/vnd\.(?:openxmlformats-officedocument\.spreadsheetml\.sheet|ms-excel))$/;

exchangeFeature.on('message:document', async (ctx, next) => {
  const { file_id, file_name = '', mime_type = '', file_size = 0 } = ctx.message.document;
  if (!TABLE_NAME.test(file_name) && !TABLE_MIME.test(mime_type)) return next();
  if (!mayDo(ctx.actor.role, 'data.import')) return reply(ctx, problemView({ code: 'forbidden' }));
  if (file_size > MAX_TABLE_BYTES) return reply(ctx, problemView({ code: 'too_large' }));
  const { db, clock } = ctx.deps;
  const downloaded = await downloadBy(ctx.api)(file_id);
  if (!downloaded.ok) return reply(ctx, downloadFailedView());
  const opened = await openImport(db, {
    actor: ctx.actor,
    chatId: ctx.chat.id,
    origin: ctx.operationId,
    fileName: file_name,
    bytes: downloaded.value,
    now: clock.now(),
  });
  return reply(ctx, opened.ok ? planView(opened.value) : problemView(opened.error));
});

exchangeFeature.callbackQuery(IMPORT_BUTTON, async (ctx) => {
  const [, importId = '', answer] = ctx.match;
  const { db, clock } = ctx.deps;
  if (answer === 'no') {
    const cancelled = await cancelImport(db, { actor: ctx.actor, importId });
    if (cancelled.ok) return replace(ctx, importCancelledView());
    return ctx.answerCallbackQuery({ text: importProblem(cancelled.error), show_alert: true });
  }
  if (answer === 'undo') {
    const undone = await undoImport(db, { actor: ctx.actor, importId, now: clock.now() });
    if (undone.ok) return replace(ctx, importUndoneView(undone.value));
    return ctx.answerCallbackQuery({ text: importProblem(undone.error), show_alert: true });
  }
  const applied = await applyImport(db, { actor: ctx.actor, importId, now: clock.now() });
  if (applied.ok) return replace(ctx, appliedView(applied.value));
  return ctx.answerCallbackQuery({ text: importProblem(applied.error), show_alert: true });
});
