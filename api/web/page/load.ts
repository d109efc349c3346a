import { useEffect, useState } from 'preact/hooks';
import { Refusal, read } from './session.ts';

export type Loaded<T> =
  | { readonly state: 'loading' }
  | { readonly state: 'refused'; readonly message: string }
  | { readonly state: 'ready'; readonly value: T };

/** What the API answers to this path, asked again whenever the path changes. */
export function useLoaded<T>(path: string): Loaded<T> {
  const [loaded, setLoaded] = useState<Loaded<T>>({ state: 'loading' });
  useEffect(() => {
    let current = true;
    setLoaded({ state: 'loading' });
    read<T>(path).then(
      (value) => current && setLoaded({ state: 'ready', value }),
      (error: unknown) =>
        current &&
        setLoaded({
          state: 'refused',
          message: error instanceof Refusal ? error.message : 'No se pudo cargar. Probá de nuevo.',
        }),
    );
    return () => {
      current = false;
    };
  }, [path]);
  return loaded;
}
