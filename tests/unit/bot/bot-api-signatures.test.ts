import { describe, expect, it } from 'vitest';
import { checkCall, decodeForm } from '../../support/bot-api-signatures.ts';

describe('checkCall', () => {
  it('When a call is as documented, then nothing is wrong', () => {
    expect(checkCall('getMe', {})).toEqual([]);
    expect(checkCall('getUpdates', { offset: 5, timeout: 30, allowed_updates: ['message'] })).toEqual([]);
    expect(
      checkCall('sendMessage', {
        chat_id: 1,
        text: 'hola',
        parse_mode: 'HTML',
        reply_markup: { inline_keyboard: [[{ text: 'Sí', callback_data: 'a' }]] },
      }),
    ).toEqual([]);
    expect(checkCall('sendPhoto', { chat_id: '1', photo: 'attach://p' })).toEqual([]);
  });

  it.each([
    ['sendMesage', {}, 'sendMesage: no such method'],
    ['getMe', { verbose: true }, 'getMe: takes no parameters, got verbose'],
    ['sendMessage', { chat_id: 1 }, 'sendMessage.text: missing'],
    ['sendMessage', { chat_id: 1, text: 'a', reply_to: 3 }, 'sendMessage.reply_to: no such parameter'],
    ['sendMessage', { chat_id: 1, text: 5 }, 'sendMessage.text: 5 is no string'],
    ['sendMessage', { chat_id: 1.5, text: 'a' }, 'sendMessage.chat_id: 1.5 is no '],
    ['sendMessage', { chat_id: 1, text: 'a', parse_mode: 'html' }, 'sendMessage.parse_mode: "html" is no '],
    ['getUpdates', { allowed_updates: ['mesage'] }, 'getUpdates.allowed_updates[0]: "mesage" is no '],
    [
      'editMessageText',
      { text: 'a', reply_markup: { inline_keyboard: [[{ text: 'Sí', data: 'a' }]] } },
      'editMessageText.reply_markup.inline_keyboard[0][0].',
    ],
  ])('When %s is called with %j, then it says "%s…"', (method, params, problem) => {
    expect(checkCall(method, params).some((found) => found.startsWith(problem))).toBe(true);
  });
});

describe('decodeForm', () => {
  it('When fields come from a form, then only what is not text in the signature is read as JSON', () => {
    expect(
      decodeForm('sendPhoto', { chat_id: '7', caption: '12', reply_markup: '{"inline_keyboard":[]}' }),
    ).toEqual({
      chat_id: '7',
      caption: '12',
      reply_markup: { inline_keyboard: [] },
    });
  });
});
