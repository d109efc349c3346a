import { badRequest } from '../api-failure.ts';
import type { Call, MethodTable } from './method.ts';

const within = (value: number, min: number, max: number): number => Math.min(max, Math.max(min, value));

async function getUpdates({ chat, params, signal }: Call): Promise<unknown> {
  const allowed = params.json('allowed_updates');
  if (Array.isArray(allowed)) chat.updates.allow(allowed.map(String));
  return await chat.updates.take(
    {
      offset: params.integer('offset') ?? 0,
      limit: within(params.integer('limit') ?? 100, 1, 100),
      timeout: within(params.integer('timeout') ?? 0, 0, 50),
    },
    signal,
  );
}

/** Only deleting is supported: a bot on this server polls. */
function setWebhook({ params }: Call): true {
  if ((params.text('url') ?? '') !== '')
    throw badRequest('bad webhook: the local chat delivers by getUpdates only');
  return true;
}

function dropPending({ chat, params }: Call): void {
  const last = chat.store.pending().at(-1);
  if (params.flag('drop_pending_updates') && last !== undefined)
    chat.store.commit({ kind: 'confirmed', below: last.update_id + 1 });
}

export const updateMethods: MethodTable = {
  getupdates: getUpdates,
  setwebhook: setWebhook,
  deletewebhook: (call) => {
    dropPending(call);
    return true;
  },
  getwebhookinfo: ({ chat }) => ({
    url: '',
    has_custom_certificate: false,
    pending_update_count: chat.store.pending().length,
  }),
  logout: () => true,
  close: () => true,
};
