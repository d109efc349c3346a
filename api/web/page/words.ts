/** What codes of the API are called in the shop. */
export const SOURCES: Readonly<Record<string, string>> = {
  receipt: 'Compra',
  reversal: 'Anulación',
  opening: 'Inicial',
  exit: 'Salida',
  entry: 'Entrada',
  sale: 'Venta',
  waste: 'Merma',
  count: 'Recuento',
  transfer: 'Transferencia',
};

export const ALERTS: Readonly<Record<string, string>> = {
  out_of_stock: 'Sin stock',
  low_stock: 'Queda poco',
  order_overdue: 'Pedido demorado',
  price_jump: 'Salto de precio',
  expiry: 'Vence pronto',
  odd_movement: 'Movimiento raro',
  failed_job: 'Tarea fallida',
  system: 'Estado del sistema',
};

export const SIGNS: Readonly<Record<string, string>> = {
  inbox_stuck: 'hay mensajes sin atender',
  outbox_stuck: 'hay respuestas sin salir',
  outbox_failing: 'Telegram no recibe lo que se le manda',
  reading_stuck: 'hay fotos sin leer',
  reading_failing: 'la lectura de fotos falla',
  disk_full: 'queda poco lugar en el disco',
};

export const ROLES: Readonly<Record<string, string>> = {
  owner: 'Dueño',
  manager: 'Encargado',
  staff: 'Personal',
};

export const EVIDENCE: Readonly<Record<string, string>> = {
  proven: 'probado',
  read: 'leído',
  doubtful: 'dudoso',
};
