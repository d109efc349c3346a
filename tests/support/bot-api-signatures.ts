import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import ts from 'typescript';

/**
 * Telegram's method signatures as @grammyjs/types declares them, read with the TypeScript compiler: what a test
 * server accepts is what Telegram documents, not what our code happens to send.
 */
interface Signatures {
  readonly checker: ts.TypeChecker;
  /** Parameter object per method; null for methods without parameters. */
  readonly methods: ReadonlyMap<string, ts.Type | null>;
}

let loaded: Signatures | undefined;

function signatures(): Signatures {
  loaded ??= load();
  return loaded;
}

function load(): Signatures {
  const root = dirname(createRequire(import.meta.url).resolve('@grammyjs/types/package.json'));
  const file = join(root, 'methods.d.ts');
  const program = ts.createProgram([file], {
    lib: ['lib.es2020.d.ts'],
    types: [],
    strict: true,
    skipLibCheck: true,
    module: ts.ModuleKind.NodeNext,
    moduleResolution: ts.ModuleResolutionKind.NodeNext,
  });
  const checker = program.getTypeChecker();
  const source = program.getSourceFile(file);
  const alias = source?.statements.find(
    (statement): statement is ts.TypeAliasDeclaration =>
      ts.isTypeAliasDeclaration(statement) && statement.name.text === 'ApiMethods',
  );
  if (alias === undefined) throw new Error('@grammyjs/types has no ApiMethods');
  const methods = new Map<string, ts.Type | null>();
  for (const method of checker.getTypeAtLocation(alias.name).getProperties()) {
    const [signature] = checker.getTypeOfSymbolAtLocation(method, alias).getCallSignatures();
    const parameter = signature?.getParameters()[0];
    methods.set(
      method.getName(),
      parameter === undefined
        ? null
        : checker.getNonNullableType(checker.getTypeOfSymbolAtLocation(parameter, alias)),
    );
  }
  return { checker, methods };
}

/**
 * What is wrong with a call: an unknown method or parameter, a missing one, a value of another type; empty when
 * nothing is. Uploaded files are strings `attach://<part>`.
 */
export function checkCall(method: string, params: Readonly<Record<string, unknown>>): string[] {
  const { methods } = signatures();
  const type = methods.get(method);
  if (type === undefined) return [`${method}: no such method`];
  if (type === null) return Object.keys(params).map((name) => `${method}: takes no parameters, got ${name}`);
  return problemsOf(params, type, method);
}

/** Form fields are text; whatever is not text in the signature travels as JSON inside it. */
export function decodeForm(
  method: string,
  fields: Readonly<Record<string, string>>,
): Record<string, unknown> {
  const { checker, methods } = signatures();
  const type = methods.get(method) ?? null;
  return Object.fromEntries(
    Object.entries(fields).map(([name, text]) => {
      const property = type?.getProperty(name);
      const declared =
        property === undefined ? undefined : checker.getNonNullableType(checker.getTypeOfSymbol(property));
      return [name, declared === undefined || takesText(declared) ? text : JSON.parse(text)];
    }),
  );
}

const takesText = (type: ts.Type): boolean =>
  type.isUnion()
    ? type.types.some(takesText)
    : (type.flags & (ts.TypeFlags.StringLike | ts.TypeFlags.TypeParameter)) !== 0;

function problemsOf(value: unknown, type: ts.Type, path: string): string[] {
  const { checker } = signatures();
  if ((type.flags & (ts.TypeFlags.Any | ts.TypeFlags.Unknown)) !== 0) return [];
  if ((type.flags & ts.TypeFlags.TypeParameter) !== 0)
    return typeof value === 'string' && value.startsWith('attach://')
      ? []
      : [`${path}: not an uploaded file`];
  if (type.isUnion()) {
    const attempts = type.types.map((one) => problemsOf(value, one, path));
    if (attempts.some((problems) => problems.length === 0)) return [];
    // The alternative that came closest says most about what is wrong.
    return attempts.reduce((best, next) => (depth(next) > depth(best) ? next : best));
  }
  if ((type.flags & (ts.TypeFlags.Object | ts.TypeFlags.Intersection)) === 0)
    return fitsPrimitive(value, type)
      ? []
      : [`${path}: ${JSON.stringify(value)} is no ${checker.typeToString(type)}`];
  if (checker.isArrayType(type)) {
    const [element] = checker.getTypeArguments(type as ts.TypeReference);
    if (!Array.isArray(value) || element === undefined) return [`${path}: not an array`];
    return value.flatMap((one, index) => problemsOf(one, element, `${path}[${index}]`));
  }
  return objectProblems(value, type, path);
}

function objectProblems(value: unknown, type: ts.Type, path: string): string[] {
  const { checker } = signatures();
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return [`${path}: not an object`];
  const declared = checker.getPropertiesOfType(type);
  const names = new Set(declared.map((property) => property.getName()));
  const unknown = Object.keys(value).filter((name) => !names.has(name));
  const given = value as Record<string, unknown>;
  return [
    ...unknown.map((name) => `${path}.${name}: no such parameter`),
    ...declared.flatMap((property) => {
      const name = property.getName();
      if (given[name] === undefined)
        return (property.flags & ts.SymbolFlags.Optional) !== 0 ? [] : [`${path}.${name}: missing`];
      const expected = checker.getTypeOfSymbol(property);
      return problemsOf(given[name], checker.getNonNullableType(expected), `${path}.${name}`);
    }),
  ];
}

const depth = (problems: readonly string[]): number =>
  Math.max(...problems.map((problem) => (problem.split(':', 1)[0] ?? '').split(/[.[]/).length));

function fitsPrimitive(value: unknown, type: ts.Type): boolean {
  if (type.isStringLiteral() || type.isNumberLiteral()) return value === type.value;
  if ((type.flags & ts.TypeFlags.BooleanLiteral) !== 0)
    return value === (signatures().checker.typeToString(type) === 'true');
  if ((type.flags & ts.TypeFlags.StringLike) !== 0) return typeof value === 'string';
  if ((type.flags & ts.TypeFlags.NumberLike) !== 0)
    return typeof value === 'number' && Number.isSafeInteger(value);
  if ((type.flags & ts.TypeFlags.BooleanLike) !== 0) return typeof value === 'boolean';
  return false;
}
