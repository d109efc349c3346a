import type { Standing } from '../../../core/arca/standing.ts';

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

export type ArcaState = Standing | 'pending';

interface ArcaWords {
  readonly tone: 'good' | 'waiting' | 'bad';
  readonly name: string;
  /** What to do about it. */
  readonly advice: string | null;
}

const refused = (name: string, advice: string): ArcaWords => ({ tone: 'bad', name, advice });

/** What ARCA says of an invoice, in the words of the chat's card. */
export const ARCA: Readonly<Record<ArcaState, ArcaWords>> = {
  pending: { tone: 'waiting', name: 'Todavía sin verificar en ARCA', advice: null },
  verified: { tone: 'good', name: 'Verificada en ARCA', advice: null },
  unreported: {
    tone: 'waiting',
    name: 'ARCA: el código es bueno, pero el proveedor todavía no informó esta factura',
    advice: null,
  },
  amount_differs: refused(
    'ARCA: no coincide el importe',
    'Compará el total con el papel; si el papel dice eso, consultá al proveedor antes de pagar.',
  ),
  not_found: refused(
    'ARCA: no figura',
    'Revisá el CAE, el número y el CUIT con el papel; si están bien, no la pagues sin hablar con el proveedor.',
  ),
  issuer_differs: refused('ARCA: ese CAE es de otro CUIT', 'Revisá el CUIT del proveedor con el papel.'),
  type_differs: refused(
    'ARCA: no coincide el tipo de comprobante',
    'Revisá la letra y el código con el papel.',
  ),
  number_differs: refused(
    'ARCA: no coincide el número',
    'Revisá el punto de venta y el número con el papel.',
  ),
  date_differs: refused(
    'ARCA: no coincide la fecha',
    'Revisala con el papel; si está bien, consultá al proveedor.',
  ),
  receiver_differs: refused(
    'ARCA: está hecha a nombre de otro',
    'Fijate a qué CUIT te la facturaron; si no es el tuyo, pedile al proveedor que la rehaga.',
  ),
  receiver_missing: refused(
    'ARCA: para verificarla hace falta tu CUIT y no lo leí en el papel',
    'Revisá que la factura lo tenga.',
  ),
  rejected: refused(
    'ARCA no la reconoce',
    'Compará los datos con el papel; si están bien, consultá al proveedor antes de pagar.',
  ),
};

export const ASSISTANT: Readonly<Record<string, string>> = {
  off: 'no está configurado',
  consent: 'espera que el dueño acepte (/asistente en el chat)',
  working: 'anda',
  spent: 'llegó al límite de hoy',
  resting: 'no responde; descansa un rato',
};
