import { z } from 'zod';
import { listPeople, revokePerson } from '../../core/people/enrolment.ts';
import { createInvitation, INVITATION_TTL_MS } from '../../core/people/invitations.ts';
import { listPlaces, moveTo } from '../../core/people/locations.ts';
import { listAudit } from '../../drizzle/queries/listings/history.ts';
import { cutPage, decodeCursor, pageOf, pageQuery } from '../http/paging.ts';
import { may } from '../http/policy.ts';
import { problem, refused } from '../http/problems.ts';
import { json, type Route, route } from '../http/route.ts';
import { asInstant, id } from '../http/shapes.ts';

const tag = 'people';
const role = z.enum(['owner', 'manager', 'staff']);

export const peopleRoutes: readonly Route[] = [
  route({
    method: 'get',
    path: '/api/v1/users',
    tag,
    policy: may('person.list'),
    summary: 'Everybody with access now',
    answer: z.object({
      items: z.array(
        z.object({
          id,
          name: z.string(),
          role,
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
      return revoked.ok ? json({ name: revoked.value.name, status: 'revoked' }) : refused(revoked.error);
    },
  }),
  route({
    method: 'patch',
    path: '/api/v1/users/:id',
    tag,
    policy: may('person.move'),
    summary: 'Where somebody works from now on: oneself, or for the owner anybody',
    idempotent: true,
    params: z.object({ id }),
    body: z.object({ location_id: id }),
    answer: z.object({ name: z.string(), shop: z.string() }),
    handle: async ({ db, caller, params, body, now }) => {
      const moved = await moveTo(db, caller, { personId: params.id, placeId: body.location_id, now });
      if (moved.ok) return json({ name: moved.value.person, shop: moved.value.place });
      return refused(moved.error);
    },
  }),
  route({
    method: 'get',
    path: '/api/v1/locations',
    tag,
    policy: may('stock.read'),
    summary: 'Shops and depots',
    answer: z.object({
      items: z.array(z.object({ id, name: z.string(), kind: z.enum(['shop', 'depot']) })),
    }),
    handle: async ({ db, caller }) => {
      const places = await listPlaces(db, caller.companyId);
      return json({ items: places.map(({ people: _, ...place }) => place) });
    },
  }),
  route({
    method: 'post',
    path: '/api/v1/invitations',
    tag,
    policy: may('person.invite'),
    // Not `idempotent`: the record of its answer would keep the secret, of which only the hash may be stored.
    summary: 'A link for one person, good once and for a day; it is shown only now',
    status: 201,
    body: z.object({
      role,
      location_id: id.optional().meta({ description: "The caller's own where omitted" }),
    }),
    answer: z.object({
      token: z.string().meta({ description: 'What to send to the bot after /start' }),
      link: z.string().nullable(),
      role,
      expires_at: z.string(),
    }),
    handle: async ({ deps, db, caller, body, now }) => {
      const wish = { role: body.role, locationId: body.location_id, now, ttlMs: INVITATION_TTL_MS };
      const invited = await createInvitation(db, caller, wish);
      if (!invited.ok) return refused(invited.error);
      const { token, expiresAt } = invited.value;
      const { botName } = deps.settings;
      const link = botName === null ? null : `https://t.me/${botName}?start=${token}`;
      return json({ token, link, role: body.role, expires_at: asInstant(expiresAt) }, 201);
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
