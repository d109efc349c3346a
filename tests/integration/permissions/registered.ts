/** What one handler listens to, as the bot's features gave it to grammY. */
export interface Registered {
  readonly commands: Set<string>;
  readonly buttons: Map<string, RegExp>;
}

/** Notes every command and callback pattern from now on: call it before the features are imported. */
export async function noteRegistrations(): Promise<Registered> {
  const { Composer } = await import('grammy');
  const registered: Registered = { commands: new Set(), buttons: new Map() };
  const { command, callbackQuery } = Composer.prototype;
  Composer.prototype.command = function (names, ...handlers) {
    for (const name of [names].flat()) registered.commands.add(String(name));
    return command.call(this, names, ...handlers) as never;
  };
  Composer.prototype.callbackQuery = function (patterns, ...handlers) {
    for (const pattern of [patterns].flat())
      registered.buttons.set(
        String(pattern),
        pattern instanceof RegExp ? pattern : new RegExp(`^${pattern}$`),
      );
    return callbackQuery.call(this, patterns, ...handlers) as never;
  };
  return registered;
}

const CHOICE = /^(?:[a-z_]+(?:\|[a-z_]+)+|\[[a-z01]+\])$/;

/**
 * The words between which a pattern's groups choose, by the group's number: `(yes|no)` and `([stc])`, of which a button
 * for each must be there; ids, numbers and free text are no choice.
 */
export function choicesOf(pattern: RegExp): ReadonlyMap<number, readonly string[]> {
  const choices = new Map<number, readonly string[]>();
  const groups = [...pattern.source.matchAll(/\\.|\[[^\]]*\]|\((\?:)?|\)/g)];
  const open: { index: number; from: number }[] = [];
  let index = 0;
  for (const { 0: token, 1: plain, index: at } of groups) {
    if (token.startsWith('(')) {
      if (plain === undefined) index += 1;
      open.push({ index: plain === undefined ? index : 0, from: at + token.length });
    } else if (token === ')') {
      const group = open.pop()!;
      const inside = pattern.source.slice(group.from, at);
      if (group.index > 0 && CHOICE.test(inside))
        choices.set(group.index, inside.startsWith('[') ? [...inside.slice(1, -1)] : inside.split('|'));
    }
  }
  return choices;
}
