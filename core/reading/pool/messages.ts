/** What a pool and its children say to each other; bytes travel by structured cloning. */
export interface TaskMessage<Task> {
  readonly id: number;
  readonly task: Task;
}

export type ChildMessage<Outcome, News> =
  /** The task goes on; the time limit starts anew when `restart` is set (a page was finished). */
  | { readonly id: number; readonly kind: 'news'; readonly news: News; readonly restart: boolean }
  | { readonly id: number; readonly kind: 'done'; readonly outcome: Outcome };
