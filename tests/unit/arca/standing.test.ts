import { describe, expect, it } from 'vitest';
import { ARCA } from '../../../api/web/page/words.ts';
import { verificationRows } from '../../../bot/features/receiving/verification-view.ts';
import { STANDINGS, standingOf } from '../../../core/arca/standing.ts';

const told = (...codes: readonly number[]) => codes.map((code) => ({ code, message: '' }));

describe('what WSCDC says', () => {
  it.each([
    [100, 'not_found'],
    [101, 'rejected'],
    [102, 'issuer_differs'],
    [103, 'type_differs'],
    [104, 'number_differs'],
    [105, 'number_differs'],
    [106, 'rejected'],
    [107, 'date_differs'],
    [108, 'rejected'],
    [109, 'rejected'],
    [110, 'amount_differs'],
    [111, 'receiver_differs'],
    [112, 'receiver_differs'],
    [113, 'receiver_missing'],
    [114, 'receiver_missing'],
    [115, 'receiver_differs'],
    [116, 'receiver_differs'],
    [117, 'receiver_differs'],
    [153, 'rejected'],
  ])('When it refuses with %i, then it is %s', (code, standing) => {
    expect(standingOf('R', told(code))).toBe(standing);
  });

  it('When it authorises, then it is verified, or unreported with a 200', () => {
    expect(standingOf('A', [])).toBe('verified');
    expect(standingOf('A', told(200))).toBe('unreported');
  });

  it('When several things differ, then who issued it comes before how much it was', () => {
    expect(standingOf('R', told(111, 110, 102))).toBe('issuer_differs');
    expect(standingOf('R', told(110, 100))).toBe('not_found');
    expect(standingOf('R', [])).toBe('rejected');
  });

  it('When it refuses with any code from 100 to 117, then the card says what to do about it', () => {
    for (let code = 100; code <= 117; code += 1) {
      const standing = standingOf('R', told(code));
      const [row] = verificationRows({ state: 'done', standing, message: 'Palabras <de ARCA>' });
      expect(row, `code ${code}`).toMatch(/⚠️ ARCA.*(?:Revis[áa]|Compar[áa]|Fijate)/);
      expect(row, `code ${code}`).not.toContain('<de ARCA>');
    }
  });

  it.each(STANDINGS)('When it is %s, then the dashboard says it in the words of the card', (standing) => {
    const [card] = verificationRows({ state: 'done', standing, message: 'No existe' });
    expect(card).toContain(ARCA[standing].name);
    expect(card).toContain(ARCA[standing].advice ?? '');
  });

  it('When it has not answered, then the dashboard says it in the words of the card', () => {
    expect(verificationRows({ state: 'pending' })[0]).toContain(ARCA.pending.name);
  });
});
