import { readFileSync } from 'node:fs';
import { FluentBundle, FluentResource, type FluentVariable } from '@fluent/bundle';

const bundle = new FluentBundle('es-AR', { useIsolating: false });
const problems = bundle.addResource(
  new FluentResource(readFileSync(new URL('./es-AR.ftl', import.meta.url), 'utf8')),
);
if (problems.length > 0) throw new AggregateError(problems, 'es-AR.ftl does not parse');

/** The Spanish text for a key; a missing key or argument is a bug and throws. */
export function t(key: string, args: Record<string, FluentVariable> = {}): string {
  const message = bundle.getMessage(key);
  if (message?.value == null) throw new Error(`es-AR.ftl has no message "${key}"`);
  const errors: Error[] = [];
  const text = bundle.formatPattern(message.value, args, errors);
  if (errors.length > 0) throw new AggregateError(errors, `message "${key}"`);
  return text;
}
