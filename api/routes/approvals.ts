import { z } from 'zod';
import {
  type Approval,
  type DecisionFailure,
  decideApproval,
  findApproval,
  pendingApprovals,
} from '../../core/people/approvals.ts';
import { may } from '../http/policy.ts';
import { type Problem, problem, refused } from '../http/problems.ts';
import { json, type Route, route } from '../http/route.ts';
import { asInstant, id } from '../http/shapes.ts';

const MOST = 100;

const approval = z
  .object({
    id,
    kind: z.enum(['exit', 'count', 'reversal', 'price']),
    state: z.enum(['pending', 'approved', 'rejected', 'withdrawn']),
    requested_by: z.string(),
    requested_at: z.string(),
    decided_by: z.string().nullable(),
    summary: z.array(z.string()).meta({ description: 'What is asked for, as its card in the chat says it' }),
  })
  .meta({ id: 'Approval' });

const approvalShown = (one: Approval): z.input<typeof approval> => ({
  id: one.id,
  kind: one.kind,
  state: one.state,
  requested_by: one.requester.name,
  requested_at: asInstant(one.requestedAt),
  decided_by: one.deciderName,
  summary: [...one.summary],
});

function undecided(failure: DecisionFailure): Problem {
  if (failure.code !== 'effect') return refused(failure.code);
  const { why } = failure;
  return problem(why === 'revoked' || why === 'forbidden' ? 'requester_left' : why);
}

const tag = 'approvals';
const policy = may('approval.decide');
const oneApproval = z.object({ id });

const DECISIONS = [
  ['approve', true, 'Approve: what was asked for happens, and whoever asked is told'],
  ['reject', false, 'Reject, and tell whoever asked'],
] as const;

const decisions: readonly Route[] = DECISIONS.map(([word, approve, summary]) =>
  route({
    method: 'post',
    path: `/api/v1/approvals/:id/${word}`,
    tag,
    policy,
    summary,
    idempotent: true,
    params: oneApproval,
    answer: approval,
    handle: async ({ deps, db, caller, params, now }) => {
      const wish = { approvalId: params.id, approve, now, ...deps.approvals };
      const decided = await decideApproval(db, caller, wish);
      if (!decided.ok) return undecided(decided.error);
      const found = await findApproval(db, caller.companyId, params.id);
      return found === null ? problem('not_found') : json(approvalShown(found));
    },
  }),
);

export const approvalRoutes: readonly Route[] = [
  route({
    method: 'get',
    path: '/api/v1/approvals',
    tag,
    policy,
    summary: `What waits for the owner, oldest first, ${MOST} at most`,
    answer: z.object({ items: z.array(approval) }),
    handle: async ({ db, caller }) =>
      json({ items: (await pendingApprovals(db, caller.companyId, MOST)).map(approvalShown) }),
  }),
  route({
    method: 'get',
    path: '/api/v1/approvals/:id',
    tag,
    policy,
    summary: 'One request, decided or not',
    params: oneApproval,
    answer: approval,
    handle: async ({ db, caller, params }) => {
      const found = await findApproval(db, caller.companyId, params.id);
      return found === null ? problem('not_found') : json(approvalShown(found));
    },
  }),
  ...decisions,
];
