import type { TellNotice } from '../../../core/alerts/scan.ts';
import { say } from '../../outbox.ts';
import { noticeView } from './views.ts';

/** A notice is one message all its life; it follows its alerts as they are cleared. */
export const tellNotice: TellNotice = (tx, notice) =>
  say(tx, { chatId: notice.chatId, slot: `notice:${notice.noticeId}`, view: noticeView(notice) });
