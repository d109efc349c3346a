import { sql } from 'drizzle-orm';
import { type Invariant, lines } from './invariant.ts';

/** How long a photo or an update may be on its way before somebody should worry. */
const GRACE = sql.raw(`interval '15 minutes'`);

/** What updates, photos and messages owe the ledger. */
export const MESSAGE_INVARIANTS: readonly Invariant[] = [
  {
    id: 'I6',
    says: 'every update is done, on its way, or given up with an alert',
    breaches: (db, now) =>
      lines(
        db,
        sql`select format('update %s of %s waits since %s without anybody at work on it', i.update_id, i.chat_key, i.received_at) as line
              from inbox_update i
              where i.state = 'pending' and coalesce(i.lease_until, '-infinity') < ${now.toISOString()}::timestamptz
                and greatest(i.received_at, i.available_at) < ${now.toISOString()}::timestamptz - ${GRACE}
                and not exists (select 1 from inbox_update before where before.bot_id = i.bot_id
                  and before.chat_key = i.chat_key and before.update_id < i.update_id and before.state = 'pending')
            union all
            select format('update %s was given up without an alert', i.update_id) from inbox_update i
              where i.state = 'dead' and (i.error is null or not exists (
                select 1 from outbox_message o where o.slot like 'u' || i.update_id || ':%' or o.slot like 'alert:' || i.update_id || ':%'))
            order by 1`,
      ),
  },
  {
    id: 'I7',
    says: 'every photo is posted, refused, a duplicate, waiting for a person or fresh, and its bytes are what they were',
    breaches: async (db, now) => [
      ...(await lines(
        db,
        sql`select format('document %s is %s since %s', d.id, d.state, d.updated_at) as line from document d
              where d.state in ('gathering', 'reading')
                and d.updated_at < ${now.toISOString()}::timestamptz - ${GRACE}
            union all
            select format('document %s is %s without a page', d.id, d.state) from document d
              where d.state not in ('rejected') and d.chat_id <> 0
                and not exists (select 1 from document_page p where p.document_id = d.id)
            union all
            select format('document %s is %s, but a page of it was never downloaded', d.id, d.state)
              from document d join document_page p on p.document_id = d.id
              where d.state in ('review', 'posted') and p.file_sha256 is null and p.failure is null
            order by 1`,
      )),
      ...(await lines(
        db,
        sql`select format('file %s holds other bytes', sha256) as line from stored_file
              where encode(sha256(bytes), 'hex') <> sha256 or octet_length(bytes) <> size order by 1`,
      )),
    ],
  },
  {
    id: 'I9',
    says: 'a posted document has one status message that says so, or a pending one',
    breaches: (db) =>
      lines(
        db,
        sql`select format('document %s is posted, its status message %s', d.id,
                case when o.slot is null then 'does not exist' else 'says something else' end) as line
              from document d left join outbox_message o on o.slot = 'doc:' || d.id
              where d.state = 'posted' and (o.slot is null or position('✅' in o.desired->>'text') = 0) order by 1`,
      ),
  },
  {
    id: 'I16',
    says: 'delivering the whole inbox again would change nothing',
    // Structure, not replay: whatever an update made carries a key of its own, and no key was used twice.
    breaches: (db) =>
      lines(
        db,
        sql`select format('movement %s line %s of %s was written %s times', source_type, line_no, source_id, count(*)) as line
              from movement group by source_type, source_id, line_no having count(*) > 1
            union all
            select format('document %s has %s live receipts', document_id, count(*))
              from receipt where reversed_at is null group by document_id having count(*) > 1
            union all
            select format('photo %s of chat %s is in %s documents', message_id, chat_id, count(*))
              from document_page group by chat_id, message_id having count(*) > 1
            union all
            select format('message %s of chat %s belongs to %s slots', message_id, chat_id, count(*))
              from outbox_message where message_id is not null group by chat_id, message_id having count(*) > 1
            union all
            select format('update %s is stored %s times', update_id, count(*))
              from inbox_update group by bot_id, update_id having count(*) > 1
            union all
            select format('Telegram user %s is enrolled %s times', telegram_user_id, count(*))
              from person where telegram_user_id is not null group by telegram_user_id having count(*) > 1
            union all
            select format('invitation %s enrolled %s people', subject, count(*)) from (
              select detail->>'invitationId' as subject from audit
              where action = 'person.enrol' and detail->>'invitationId' is not null) enrolments
              group by subject having count(*) > 1
            order by 1`,
      ),
  },
];
