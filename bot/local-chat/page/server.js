import { changes, draw, load, state } from './store.js';

async function answered(response) {
  const body = await response.json();
  if (!response.ok) throw new Error(body.error);
  return body;
}

const post = async (path, body) =>
  answered(
    await fetch(path, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    }),
  );

export const sendText = (person, text, replyTo) =>
  post('/chat/text', { person, text, ...(replyTo === undefined ? {} : { replyTo }) });

export async function sendFiles(person, files, { asDocuments, caption, replyTo }) {
  const form = new FormData();
  form.set('person', String(person));
  form.set('asDocuments', String(asDocuments));
  form.set('caption', caption);
  if (replyTo !== undefined) form.set('replyTo', String(replyTo));
  files.forEach((file, i) => {
    form.set(`file${i}`, file, file.name);
  });
  return answered(await fetch('/chat/files', { method: 'POST', body: form }));
}

export const sendSamples = (person, samples, asDocuments) =>
  post('/chat/sample', { person, samples, asDocuments });

export const pressButton = (person, message, data) => post('/chat/press', { person, message, data });

export const block = (person, blocked) => post('/chat/block', { person, blocked });

/** Follows the server for as long as the page lives; after a restart of the server it loads everything again. */
export function follow(onAnswer) {
  const source = new EventSource('/chat/events');
  let early = [];
  const take = (name, data) => {
    if (name === 'answer') onAnswer(data);
    else changes[name](data);
    draw();
  };
  for (const name of [...Object.keys(changes), 'answer'])
    source.addEventListener(name, (event) => {
      const data = JSON.parse(event.data);
      if (early === null) take(name, data);
      else early.push([name, data]);
    });
  source.addEventListener('open', async () => {
    early = [];
    load(await answered(await fetch('/chat/state')));
    const missed = early;
    early = null;
    for (const [name, data] of missed) if (name !== 'call') take(name, data);
    state.connected = true;
    draw();
  });
  source.addEventListener('error', () => {
    state.connected = false;
    draw();
  });
}
