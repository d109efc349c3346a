import { z } from 'zod';
import { listPeople, revokePerson } from '../../core/people/enrolment.ts';
import { listAudit } from '../../drizzle/queries/listings/history.ts';
import { cutPage, decodeCursor, pageOf, pageQuery } from '../http/paging.ts';
import { may } from '../http/policy.ts';
import { problem } from '../http/problems.ts';
import { json, type Route, route } from '../http/route.ts';
import { asInstant, id } from '../http/shapes.ts';

const tag = 'people';

export const peopleRoutes: readonly Route[] = [
  route({
    method: 'get',
    path: '/api/v1/users',
    tag,
    policy: may('person.list'),
    summary: 'Everybody with access now; people are invited from the chat',
    answer: z.object({
      items: z.array(
        z.object({
          id,
          name: z.string(),
          role: z.enum(['owner', 'manager', 'staff']),
          shop: z.string(),
          enrolled_at: z.string(),
        }),
      ),
    }),
    handle: async ({ db, caller }) => {
      const people = await listPeople(db, caller.companyId);
      return json({
        items: people.map((one) => ({
          id: one.personId,
          name: one.name,
          role: one.role,
          shop: one.locationName,
          enrolled_at: asInstant(one.enrolledAt),
        })),
      });
    },
  }),
  route({
    method: 'delete',
    path: '/api/v1/users/:id',
    tag,
    policy: may('person.revoke'),
    summary: "Take somebody's access away at once, in the chat and here",
    idempotent: true,
    params: z.object({ id }),
    answer: z.object({ name: z.string(), status: z.literal('revoked') }),
    handle: async ({ db, caller, params, now }) => {
      const revoked = await revokePerson(db, caller, { personId: params.id, now });
      if (revoked.ok) return json({ name: revoked.value.name, status: 'revoked' });
      return problem(revoked.error === 'revoked' ? 'session_over' : revoked.error);
    },
  }),
  route({
    method: 'get',
    path: '/api/v1/audit',
    tag,
    policy: may('audit.read'),
    summary: 'Who changed what, newest first',
    query: z.object({
      ...pageQuery,
      action: z
        .string()
        .regex(/^[a-z_.]{1,60}$/)
        .optional(),
    }),
    answer: pageOf(
      z.object({
        id: z.int(),
        at: z.string(),
        by: z.string().nullable(),
        action: z.string(),
        subject_type: z.string(),
        subject_id: z.string(),
      }),
    ),
    handle: async ({ db, caller, query }) => {
      const position = z.tuple([z.string().regex(/^\d{1,15}$/)]);
      const after = query.cursor === undefined ? undefined : decodeCursor(query.cursor, position);
      if (after === null) return problem('invalid_cursor');
      const rows = await listAudit(db, {
        companyId: caller.companyId,
        action: query.action,
        before: after === undefined ? undefined : Number(after[0]),
        limit: query.limit + 1,
      });
      const page = cutPage(rows, query.limit, (row) => [String(row.id)]);
      return json({
        items: page.rows.map(({ subjectType, subjectId, ...row }) => ({
          ...row,
          subject_type: subjectType,
          subject_id: subjectId,
        })),
        next_cursor: page.next_cursor,
      });
    },
  }),
];
