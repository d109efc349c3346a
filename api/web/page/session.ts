/** Who is logged in, as the server says it. */
export interface User {
  readonly id: string;
  readonly name: string;
  readonly role: 'owner' | 'manager' | 'staff';
}

interface Tokens {
  readonly access_token: string;
  readonly user: User;
}

/** What the server refused, with a sentence for people. */
export class Refusal extends Error {
  constructor(
    readonly code: string,
    message: string,
  ) {
    super(message);
  }
}

/** Only in memory: the refresh token is in a cookie that scripts cannot read. */
let accessToken: string | null = null;
let refreshing: Promise<User | null> | null = null;

async function send(path: string, body: unknown): Promise<Response> {
  return fetch(path, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
}

async function refusalOf(response: Response): Promise<Refusal> {
  const problem = (await response.json().catch(() => ({}))) as { code?: string; detail?: string };
  return new Refusal(problem.code ?? 'unreachable', problem.detail ?? 'El servidor no responde.');
}

async function enter(path: string, body: Record<string, unknown>): Promise<User> {
  const response = await send(path, { ...body, cookie: true });
  if (!response.ok) throw await refusalOf(response);
  const tokens = (await response.json()) as Tokens;
  accessToken = tokens.access_token;
  return tokens.user;
}

export const logIn = (username: string, password: string): Promise<User> =>
  enter('/api/v1/auth/login', { username, password });

/** One refresh at a time: a refresh token is good once. */
function refresh(): Promise<User | null> {
  refreshing ??= (async () => {
    const response = await fetch('/api/v1/auth/refresh', { method: 'POST' });
    if (!response.ok) return null;
    const tokens = (await response.json()) as Tokens;
    accessToken = tokens.access_token;
    return tokens.user;
  })().finally(() => {
    refreshing = null;
  });
  return refreshing;
}

/** From the one-time link in the address, from Telegram, or from the session of the last visit; null: ask. */
export async function resume(): Promise<User | null> {
  const fragment = new URLSearchParams(location.hash.slice(1));
  const link = fragment.get('entrar');
  const initData = fragment.get('tgWebAppData');
  if (link !== null || initData !== null) history.replaceState(null, '', location.pathname);
  const ways = [
    ...(initData === null ? [] : [() => enter('/api/v1/auth/telegram', { init_data: initData })]),
    ...(link === null ? [] : [() => enter('/api/v1/auth/link', { token: link })]),
    refresh,
  ];
  for (const way of ways) {
    const user = await way().catch((error: unknown) => {
      if (error instanceof Refusal) return null;
      throw error;
    });
    if (user !== null) return user;
  }
  return null;
}

export async function logOut(): Promise<void> {
  await send('/api/v1/auth/logout', {});
  accessToken = null;
}

async function authorized(path: string): Promise<Response> {
  const ask = (): Promise<Response> =>
    fetch(path, { headers: { authorization: `Bearer ${accessToken ?? ''}` } });
  const first = await ask();
  if (first.status !== 401 || (await refresh()) === null) return first;
  return ask();
}

/** JSON of the API. Throws a Refusal. */
export async function read<T>(path: string): Promise<T> {
  const response = await authorized(path);
  if (!response.ok) throw await refusalOf(response);
  return (await response.json()) as T;
}

/** An address under which an image of the API can be shown; revoke it when it is gone. */
export async function readPicture(path: string): Promise<string> {
  const response = await authorized(path);
  if (!response.ok) throw await refusalOf(response);
  return URL.createObjectURL(await response.blob());
}
