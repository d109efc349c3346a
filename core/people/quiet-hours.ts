import { TIME_ZONE } from '../platform/clock.ts';

/** When somebody wants peace, in minutes after midnight of the shop's time; may go over midnight. */
export interface QuietHours {
  readonly quiet: boolean;
  readonly quietFrom: number;
  readonly quietTo: number;
}

const timeOfDay = new Intl.DateTimeFormat('en-GB', {
  timeZone: TIME_ZONE,
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
});

const MINUTES_A_DAY = 24 * 60;

/** `at` itself, or the end of the quiet hours that it falls into. */
export function afterQuietHours(at: Date, { quiet, quietFrom, quietTo }: QuietHours): Date {
  const [hours = 0, minutes = 0] = timeOfDay.format(at).split(':').map(Number);
  const now = hours * 60 + minutes;
  const isQuiet =
    quietFrom <= quietTo ? now >= quietFrom && now < quietTo : now >= quietFrom || now < quietTo;
  if (!quiet || !isQuiet) return at;
  const wait = (quietTo - now + MINUTES_A_DAY) % MINUTES_A_DAY;
  const end = at.getTime() + wait * 60_000;
  return new Date(end - (end % 60_000));
}
