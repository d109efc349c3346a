import { arcaOnlineA, arcaOnlineBC } from './arca-online.ts';
import { boxed } from './boxed.ts';
import { deliveryNote } from './delivery-note.ts';
import { distributorList } from './distributor-list.ts';
import { dos } from './dos.ts';
import type { Layout } from './layout.ts';
import { quantityFirst } from './quantity-first.ts';
import { ticketDescriptionAbove, ticketQuantityAbove } from './ticket.ts';

export const LAYOUTS: readonly Layout[] = [
  arcaOnlineA,
  arcaOnlineBC,
  boxed,
  quantityFirst,
  ticketQuantityAbove,
  ticketDescriptionAbove,
  distributorList,
  dos,
  deliveryNote,
];
