import { z } from 'zod';

/** Every expected failure of the API: its status and what a person is told. The code is stable; the sentence may change. */
const PROBLEMS = {
  invalid_request: [400, 'Hay datos que faltan o no tienen la forma esperada.'],
  invalid_json: [400, 'El cuerpo no es JSON válido.'],
  invalid_cursor: [400, 'Ese cursor no sirve: pedí la lista desde el principio.'],
  idempotency_key_missing: [
    400,
    'Falta el encabezado Idempotency-Key, de 8 a 128 letras, números o guiones.',
  ],
  unauthenticated: [401, 'Iniciá sesión para ver esto.'],
  bad_credentials: [401, 'El usuario o la clave no son correctos.'],
  session_over: [401, 'La sesión terminó: volvé a iniciarla.'],
  link_used: [401, 'Ese enlace ya se usó o venció.'],
  not_enrolled: [403, 'No tenés acceso a este negocio.'],
  forbidden: [403, 'Tu rol no permite hacer esto.'],
  cross_site: [403, 'El pedido no viene de esta página.'],
  not_found: [404, 'Eso no existe, o no es de tu negocio.'],
  no_such_route: [404, 'No hay nada en esa dirección.'],
  last_owner: [409, 'Es el único dueño: sumá otro antes de quitarlo.'],
  sku_taken: [409, 'Ya hay un producto con ese código.'],
  barcode_taken: [409, 'Ese código de barras es de otro producto.'],
  name_taken: [409, 'Ya hay uno con ese nombre.'],
  not_empty: [409, 'Ahí hay mercadería.'],
  in_use: [409, 'Ahí trabaja gente, o es el último local.'],
  supplier_exists: [409, 'Ya hay un proveedor con ese CUIT.'],
  in_stock: [409, 'Todavía hay mercadería de ese producto: primero tiene que quedar en cero.'],
  wrong_state: [409, 'El pedido ya no está para eso: mirá en qué estado quedó.'],
  nothing_to_order: [409, 'Ningún renglón del pedido tiene cantidad.'],
  too_late: [409, 'Eso se podía deshacer solo en el día.'],
  already_decided: [409, 'Eso ya se decidió, o quien lo pidió se arrepintió.'],
  gone: [409, 'Lo que se pidió ya no se puede hacer: rechazalo.'],
  requester_left: [409, 'Quien lo pidió ya no puede hacerlo: rechazalo.'],
  too_large: [413, 'El pedido es demasiado grande.'],
  unsupported_type: [415, 'El cuerpo tiene que ser application/json.'],
  idempotency_key_reused: [422, 'Esa Idempotency-Key ya se usó para otro pedido.'],
  needs_approval: [403, 'Eso lo tiene que aprobar el dueño, desde el chat.'],
  unknown_location: [422, 'Ese local no existe, o no es de tu negocio.'],
  unknown_product: [422, 'Ese producto no existe, o no es de tu negocio.'],
  insufficient_stock: [409, 'No hay tanto: eso dejaría menos que nada.'],
  unknown_supplier: [422, 'Ese proveedor no existe, o no es de tu negocio.'],
  unknown_line: [404, 'El pedido no tiene ese renglón.'],
  bad_quantity: [422, 'Esa cantidad no puede ser.'],
  bad_cuit: [422, 'Ese CUIT tiene un dígito mal.'],
  bad_barcode: [422, 'Ese código de barras no es válido.'],
  bad_pack: [422, 'Las unidades por bulto tienen que ser más que cero.'],
  empty_name: [422, 'Falta el nombre.'],
  locked: [429, 'Demasiados intentos: esperá un rato y probá de nuevo.'],
  too_many_requests: [429, 'Demasiados pedidos: esperá un rato y probá de nuevo.'],
  internal_error: [500, 'Algo falló de nuestro lado. Si vuelve a pasar, avisá con el número del pedido.'],
  unavailable: [503, 'La base de datos no responde: probá de nuevo en un momento.'],
} as const satisfies Record<string, readonly [number, string]>;

export type ProblemCode = keyof typeof PROBLEMS;

export interface Problem {
  readonly kind: 'problem';
  readonly code: ProblemCode;
  readonly status: number;
  readonly detail: string;
  readonly more: Readonly<Record<string, unknown>>;
  readonly retryAfterSeconds?: number;
}

/** @param more public members beside the standard ones, such as which fields are wrong. */
export function problem(
  code: ProblemCode,
  more: Readonly<Record<string, unknown>> = {},
  retryAfterSeconds?: number,
): Problem {
  const [status, detail] = PROBLEMS[code];
  return {
    kind: 'problem',
    code,
    status,
    detail,
    more,
    ...(retryAfterSeconds === undefined ? {} : { retryAfterSeconds }),
  };
}

/** What a use case answered instead of doing it: its codes are ours, save for whoever lost their access meanwhile. */
export const refused = (failure: ProblemCode | 'revoked'): Problem =>
  problem(failure === 'revoked' ? 'session_over' : failure);

/** As sent: RFC 9457, with our code and the request's id. */
export const problemShape = z
  .object({
    type: z.literal('about:blank'),
    title: z.string(),
    status: z.int(),
    detail: z.string(),
    code: z.enum(Object.keys(PROBLEMS) as [ProblemCode, ...ProblemCode[]]),
    request_id: z.string(),
    errors: z.array(z.object({ path: z.string(), message: z.string() })).optional(),
  })
  .meta({ id: 'Problem', description: 'Why a request was refused (RFC 9457).' });
