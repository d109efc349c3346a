import { Composer } from 'grammy';
import type { EnrolledContext } from '../../context.ts';
import { reply } from '../../outbox.ts';
import { greetingView, helpView, nothingToCancelView } from './views.ts';

/** /start for whoever is enrolled, /ayuda, and /cancelar when no feature before had something to cancel. */
export const helpFeature = new Composer<EnrolledContext>();

helpFeature.command('start', (ctx) => reply(ctx, greetingView(ctx.actor)));
helpFeature.command(['ayuda', 'help'], (ctx) => reply(ctx, helpView(ctx.actor.role)));
helpFeature.command('cancelar', (ctx) => reply(ctx, nothingToCancelView()));
