import type { ComponentChildren } from 'preact';
import type { Loaded } from './load.ts';

export function Panel(props: { id: string; title: string; wide?: boolean; children: ComponentChildren }) {
  return (
    <section class={props.wide ? 'panel wide' : 'panel'} aria-labelledby={props.id}>
      <h2 id={props.id}>{props.title}</h2>
      {props.children}
    </section>
  );
}

/** Shows what was loaded, or that it is on its way, or why not. */
export function Show<T>(props: { loaded: Loaded<T>; children: (value: T) => ComponentChildren }) {
  const { loaded } = props;
  if (loaded.state === 'loading') return <p class="quiet">Cargando…</p>;
  if (loaded.state === 'refused')
    return (
      <p role="alert" class="quiet">
        {loaded.message}
      </p>
    );
  return <>{props.children(loaded.value)}</>;
}

export function Empty(props: { children: ComponentChildren }) {
  return <p class="quiet">{props.children}</p>;
}

/** A table that scrolls by itself, also with the keyboard, where the screen is narrow. */
export function Table(props: {
  label: string;
  head: readonly string[];
  /** Titles over numbers stand on the right, as the numbers do. */
  numbers?: readonly string[];
  children: ComponentChildren;
}) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable with the keyboard
    <section class="scroll" tabIndex={0} aria-label={props.label}>
      <table>
        <thead>
          <tr>
            {props.head.map((title) => (
              <th key={title} scope="col" class={props.numbers?.includes(title) ? 'number' : undefined}>
                {title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>{props.children}</tbody>
      </table>
    </section>
  );
}
