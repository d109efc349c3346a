/** All that the page knows; views read it and are drawn again after each change. */
export const state = {
  bot: null,
  people: [],
  /** person id → message id → message */
  chats: new Map(),
  /** "person:message" → update id, while the bot has not taken it */
  pending: new Map(),
  commands: {},
  samples: [],
  calls: [],
  online: false,
  connected: false,
  /** whose chat is shown */
  active: 0,
  /** person id → until when (ms) the bot is typing */
  typing: new Map(),
  /** query id → the button that waits */
  presses: new Map(),
  replyTo: null,
};

const listeners = new Set();
let scheduled = false;

export const onDraw = (listener) => listeners.add(listener);

/** Draws once, before the next frame, however many changes there were. */
export function draw() {
  if (scheduled) return;
  scheduled = true;
  requestAnimationFrame(() => {
    scheduled = false;
    for (const listener of listeners) listener();
  });
}

const chatOf = (personId) => state.chats.get(personId) ?? new Map();

export const messagesOf = (personId) =>
  [...chatOf(personId).values()].sort((a, b) => a.message_id - b.message_id);

export const activePerson = () => state.people.find((person) => person.telegramId === state.active);

export const isFromBot = (message) => message.from?.id === state.bot?.id;

export const isPending = (message) => state.pending.has(`${message.chat.id}:${message.message_id}`);

export const isTyping = (personId) => (state.typing.get(personId) ?? 0) > Date.now();

const memory = (name) => `inventario-chat:${state.bot?.id}:${name}`;

const lastRead = (personId) => Number(localStorage.getItem(memory(`read:${personId}`)) ?? 0);

export function unreadOf(personId) {
  const read = lastRead(personId);
  return messagesOf(personId).filter((message) => isFromBot(message) && message.message_id > read).length;
}

export function markRead(personId) {
  const last = messagesOf(personId).at(-1)?.message_id ?? 0;
  if (last > lastRead(personId)) localStorage.setItem(memory(`read:${personId}`), String(last));
}

export function activate(personId) {
  state.active = personId;
  state.replyTo = null;
  localStorage.setItem(memory('active'), String(personId));
  draw();
}

/** Puts in what the server knew when the page opened, or after the connection came back. */
export function load(snapshot) {
  state.bot = snapshot.bot;
  state.people = snapshot.people;
  state.commands = snapshot.commands;
  state.samples = snapshot.samples;
  state.calls = snapshot.calls;
  state.online = snapshot.online;
  state.chats = new Map(
    Object.entries(snapshot.chats).map(([id, messages]) => [
      Number(id),
      new Map(messages.map((message) => [message.message_id, message])),
    ]),
  );
  state.pending = new Map(
    snapshot.pending.map(({ chatId, messageId, updateId }) => [`${chatId}:${messageId}`, updateId]),
  );
  const remembered = Number(localStorage.getItem(memory('active')));
  const known = state.people.some((person) => person.telegramId === remembered);
  if (state.active === 0) state.active = known ? remembered : state.people[0].telegramId;
  draw();
}

const MAX_CALLS = 200;

/** What each event from the server changes. */
export const changes = {
  message(message) {
    if (!state.chats.has(message.chat.id)) state.chats.set(message.chat.id, new Map());
    state.chats.get(message.chat.id).set(message.message_id, message);
    if (isFromBot(message)) state.typing.delete(message.chat.id);
  },
  deleted({ chatId, messageId }) {
    state.chats.get(chatId)?.delete(messageId);
  },
  sent({ chatId, messageId, updateId }) {
    state.pending.set(`${chatId}:${messageId}`, updateId);
  },
  confirmed({ below }) {
    for (const [key, updateId] of state.pending) if (updateId < below) state.pending.delete(key);
  },
  action({ chatId }) {
    state.typing.set(chatId, Date.now() + 5000);
    setTimeout(draw, 5100);
  },
  call(call) {
    state.calls.push(call);
    if (state.calls.length > MAX_CALLS) state.calls.shift();
  },
  presence({ online }) {
    state.online = online;
  },
  blocked({ personId, blocked }) {
    state.people = state.people.map((person) =>
      person.telegramId === personId ? { ...person, blocked } : person,
    );
  },
  commands(commands) {
    state.commands = commands;
  },
};
