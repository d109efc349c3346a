const money = new Intl.NumberFormat('es-AR', { style: 'currency', currency: 'ARS' });
const wholeMoney = new Intl.NumberFormat('es-AR', {
  style: 'currency',
  currency: 'ARS',
  maximumFractionDigits: 0,
});
const number = new Intl.NumberFormat('es-AR', { maximumFractionDigits: 3 });
const percent = new Intl.NumberFormat('es-AR', { maximumFractionDigits: 1, signDisplay: 'always' });
const zone = 'America/Argentina/Buenos_Aires';
/** Day before month, two digits each: what es-AR writes as 3/11. */
const moment = new Intl.DateTimeFormat('en-GB', {
  timeZone: zone,
  day: '2-digit',
  month: '2-digit',
  hour: '2-digit',
  minute: '2-digit',
  hour12: false,
});
const day = new Intl.DateTimeFormat('es-AR', {
  timeZone: 'UTC',
  weekday: 'short',
  day: '2-digit',
  month: '2-digit',
});

/** Amounts come as decimal strings; what is shown is rounded, what is stored is not. */
export const asMoney = (value: string | null): string => (value === null ? '–' : money.format(Number(value)));
export const asWholeMoney = (value: string | null): string =>
  value === null ? '–' : wholeMoney.format(Number(value));
export const asNumber = (value: string | number | null): string =>
  value === null ? '–' : number.format(Number(value));
export const asPercent = (value: number): string => `${percent.format(value)} %`;
export const asMoment = (iso: string): string => moment.format(new Date(iso));
/** An ISO date without a time. */
export const asDay = (iso: string): string => day.format(new Date(`${iso}T00:00:00Z`));
