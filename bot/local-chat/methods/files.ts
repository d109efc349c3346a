import { randomInt } from 'node:crypto';
import type { Message } from 'grammy/types';
import { badRequest } from '../api-failure.ts';
import type { StoredFile } from '../chat-store.ts';
import type { LocalChat } from '../local-chat.ts';
import { captionContent, editable, post, recipient, replace } from '../outgoing.ts';
import { RequestParameters, type UploadedFile } from '../request-parameters.ts';
import type { Call, MethodTable } from './method.ts';

/** Bots may download no more than this. */
const MAX_DOWNLOAD_BYTES = 20 * 1024 * 1024;
const ALBUM = { min: 2, max: 10 } as const;

type MediaContent = Pick<Message, 'photo' | 'document'>;

/** The upload that a field holds or points to with attach://; undefined when it names a stored file. */
function uploadOf(params: RequestParameters, field: string, value: string): UploadedFile | undefined {
  return value.startsWith('attach://') ? params.file(value.slice('attach://'.length)) : params.file(field);
}

function storedFile(chat: LocalChat, id: string): StoredFile {
  const file = chat.store.file(id);
  if (file === undefined) throw badRequest('wrong file identifier/HTTP URL specified');
  return file;
}

async function photoContent(
  chat: LocalChat,
  upload: UploadedFile | undefined,
  id: string,
): Promise<MediaContent> {
  if (upload !== undefined) return { photo: await chat.shelf.keepPhoto(upload) };
  const {
    id: file_id,
    uniqueId: file_unique_id,
    size: file_size,
    width = 0,
    height = 0,
  } = storedFile(chat, id);
  return { photo: [{ file_id, file_unique_id, file_size, width, height }] };
}

async function documentContent(
  chat: LocalChat,
  upload: UploadedFile | undefined,
  id: string,
): Promise<MediaContent> {
  if (upload !== undefined) return { document: await chat.shelf.keepDocument(upload) };
  const file = storedFile(chat, id);
  const { id: file_id, uniqueId: file_unique_id, name: file_name, type: mime_type, size: file_size } = file;
  return { document: { file_id, file_unique_id, file_name, mime_type, file_size } };
}

const CONTENT = { photo: photoContent, document: documentContent } as const;

const send =
  (kind: keyof typeof CONTENT) =>
  async ({ chat, params }: Call): Promise<Message> => {
    recipient(chat, params);
    const value = params.text(kind) ?? '';
    const upload = uploadOf(params, kind, value);
    if (upload === undefined && value === '') throw badRequest(`there is no ${kind} in the request`);
    const caption = captionContent(params);
    return post(chat, params, { ...(await CONTENT[kind](chat, upload, value)), ...caption });
  };

interface InputMedia {
  readonly type: string;
  readonly media: string;
  readonly caption?: string;
  readonly parse_mode?: string;
}

/** The content of one element of an album or an edit, with its caption. */
async function mediaContent({ chat, params }: Call, media: InputMedia): Promise<Partial<Message>> {
  if (media.type !== 'photo' && media.type !== 'document')
    throw badRequest(`unsupported media type "${media.type}"`);
  if (typeof media.media !== 'string') throw badRequest('media not found');
  const caption = captionContent(RequestParameters.of({ ...media }));
  const upload = uploadOf(params, '', media.media);
  return { ...(await CONTENT[media.type](chat, upload, media.media)), ...caption };
}

async function sendMediaGroup(call: Call): Promise<Message[]> {
  recipient(call.chat, call.params);
  const list = call.params.json('media');
  if (!Array.isArray(list) || list.length < ALBUM.min || list.length > ALBUM.max)
    throw badRequest('group send failed: wrong number of media in the album');
  const contents: Partial<Message>[] = [];
  for (const media of list as InputMedia[]) contents.push(await mediaContent(call, media));
  const groupId = newMediaGroupId();
  return contents.map((content) => post(call.chat, call.params, { ...content, media_group_id: groupId }));
}

export const newMediaGroupId = (): string => `1${randomInt(1e9, 1e10)}${randomInt(1e5, 1e6)}`;

async function editMessageMedia(call: Call): Promise<Message> {
  const message = editable(call.chat, call.params);
  const media = call.params.json('media') as InputMedia | undefined;
  if (media === undefined) throw badRequest('media is not specified');
  const content = await mediaContent(call, media);
  return replace(call.chat, call.params, message, content, [
    'text',
    'entities',
    'photo',
    'document',
    'caption',
    'caption_entities',
  ]);
}

function getFile({ chat, params }: Call): Record<string, unknown> {
  const id = params.text('file_id') ?? '';
  const file = chat.store.file(id);
  if (file === undefined) throw badRequest('invalid file_id');
  if (file.size > MAX_DOWNLOAD_BYTES) throw badRequest('file is too big');
  return { file_id: id, file_unique_id: file.uniqueId, file_size: file.size, file_path: file.path };
}

export const fileMethods: MethodTable = {
  sendphoto: send('photo'),
  senddocument: send('document'),
  sendmediagroup: sendMediaGroup,
  editmessagemedia: editMessageMedia,
  getfile: getFile,
};
