import { and, eq, gt, ne, sql } from 'drizzle-orm';
import type { Db, Tx } from '../client.ts';
import { type QuestionTopic, question } from '../schema/index.ts';

export type Question = typeof question.$inferSelect;

/** What the bot asks this person, or asked last (topic `none`); null when it never did. */
export async function questionFor(db: Db, personId: string): Promise<Question | null> {
  const [row] = await db.select().from(question).where(eq(question.personId, personId));
  return row ?? null;
}

/** Asks one thing at a time: what was asked before is forgotten. */
export async function ask(tx: Tx, asked: Question): Promise<void> {
  const { personId: _, ...values } = asked;
  await tx.insert(question).values(asked).onConflictDoUpdate({ target: question.personId, set: values });
}

/**
 * An update was an answer to a question of this topic, asked or not: the row stays, so that the update is known when it
 * comes again. Another question that waits goes on waiting.
 */
export async function noteAnswered(
  tx: Tx,
  answer: {
    readonly personId: string;
    readonly topic: QuestionTopic;
    readonly productId: string;
    readonly operationId: string;
    readonly now: Date;
  },
): Promise<void> {
  const { personId, topic, productId, operationId, now } = answer;
  await tx
    .insert(question)
    .values({
      personId,
      topic: 'none',
      subjectId: productId,
      productId,
      quantity: '0',
      askedAt: now,
      operationId,
    })
    .onConflictDoUpdate({
      target: question.personId,
      set: {
        operationId,
        topic: sql`case when ${question.topic} = ${topic} then 'none' else ${question.topic} end`,
      },
    });
}

/** Forgets what was being asked; false when nothing was. */
export async function stopAsking(db: Db, personId: string): Promise<boolean> {
  const rows = await db
    .delete(question)
    .where(and(eq(question.personId, personId), ne(question.topic, 'none')))
    .returning({ personId: question.personId });
  return rows.length > 0;
}

/** Nobody is asked about this count or transfer any more. */
export async function stopAskingAbout(tx: Tx, subjectId: string): Promise<void> {
  await tx.delete(question).where(eq(question.subjectId, subjectId));
}

/** What others are being asked about, since a moment. */
export async function askedOthers(
  db: Db,
  about: { readonly subjectId: string; readonly personId: string; readonly since: Date },
): Promise<ReadonlySet<string>> {
  const rows = await db
    .select({ productId: question.productId })
    .from(question)
    .where(
      and(
        eq(question.subjectId, about.subjectId),
        ne(question.personId, about.personId),
        ne(question.topic, 'none'),
        gt(question.askedAt, about.since),
      ),
    );
  return new Set(rows.map((row) => row.productId));
}
