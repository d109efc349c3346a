const time = new Intl.DateTimeFormat('es-AR', { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
const exactTime = new Intl.DateTimeFormat('es-AR', { timeStyle: 'medium', hourCycle: 'h23' });
const day = new Intl.DateTimeFormat('es-AR', { weekday: 'long', day: 'numeric', month: 'long' });
const size = new Intl.NumberFormat('es-AR', { maximumFractionDigits: 1 });

export const timeOf = (unix) => time.format(new Date(unix * 1000));

export const exactTimeOf = (ms) => exactTime.format(new Date(ms));

/** "hoy", "ayer" or "lunes, 2 de noviembre". */
export function dayOf(unix) {
  const date = new Date(unix * 1000);
  const midnight = (value) => new Date(value.getFullYear(), value.getMonth(), value.getDate()).getTime();
  const daysAgo = Math.round((midnight(new Date()) - midnight(date)) / 86_400_000);
  if (daysAgo === 0) return 'Hoy';
  if (daysAgo === 1) return 'Ayer';
  return day.format(date);
}

export function sizeOf(bytes) {
  if (bytes < 1024) return `${bytes} B`;
  if (bytes < 1024 * 1024) return `${size.format(bytes / 1024)} KB`;
  return `${size.format(bytes / 1024 / 1024)} MB`;
}

const ROLES = { owner: 'Dueña', manager: 'Encargado', staff: 'Personal' };

export const roleOf = (person) => ROLES[person.role] ?? 'Desconocido';

/** What stands for a message in one line: the list of chats, a quote. */
export function summaryOf(message) {
  if (message === undefined) return 'Sin mensajes';
  const text = message.text ?? message.caption;
  if (message.photo !== undefined) return text ?? 'Foto';
  if (message.document !== undefined) return text ?? message.document.file_name ?? 'Archivo';
  return text ?? '';
}
