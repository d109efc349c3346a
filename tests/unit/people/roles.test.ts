import { describe, expect, it } from 'vitest';
import { mayDo } from '../../../core/people/roles.ts';

describe('what a role may do', () => {
  it.each([
    ['owner', 'person.invite', true],
    ['manager', 'person.invite', false],
    ['staff', 'person.invite', false],
    ['staff', 'document.upload', true],
    ['staff', 'receipt.post', true],
    ['staff', 'receipt.undo', true],
    ['staff', 'receipt.undo_others', false],
    ['manager', 'receipt.reverse', false],
    ['owner', 'receipt.reverse', true],
    ['manager', 'person.list', true],
    ['staff', 'person.list', false],
  ] as const)('%s, %s: %s', (role, action, allowed) => {
    expect(mayDo(role, action)).toBe(allowed);
  });
});
