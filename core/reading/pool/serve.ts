import type { ChildMessage, TaskMessage } from './messages.ts';

/**
 * Answers the parent's tasks, one at a time, until the parent is gone. Signals meant for the whole process group
 * are ignored: the parent decides when its children end, so that a page in work is not lost to a Ctrl-C.
 */
export function serve<Task, Outcome, News>(
  work: (task: Task, tell: (news: News, restart: boolean) => void) => Promise<Outcome>,
): void {
  const send = (message: ChildMessage<Outcome, News>): void => {
    process.send?.(message);
  };
  process.on('message', async (message: TaskMessage<Task>) => {
    const { id, task } = message;
    const outcome = await work(task, (news, restart) => send({ id, kind: 'news', news, restart }));
    send({ id, kind: 'done', outcome });
  });
  process.on('disconnect', () => process.exit(0));
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => undefined);
}
