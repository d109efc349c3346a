import { arcaOnlineA, arcaOnlineBC } from './arca-online.ts';
import { boxed } from './boxed.ts';
import { colourSize } from './colour-size.ts';
import { deliveryNote } from './delivery-note.ts';
import { distributorList } from './distributor-list.ts';
import { dollars } from './dollars.ts';
import { dos } from './dos.ts';
import { fuel } from './fuel.ts';
import { labelGrid, valuesAbove } from './label-grid.ts';
import type { Layout } from './layout.ts';
import { monoService } from './mono-service.ts';
import { priceList, receipt } from './no-goods.ts';
import { preprinted } from './preprinted.ts';
import { priceFirst } from './price-first.ts';
import { quantityFirst } from './quantity-first.ts';
import { quote } from './quote.ts';
import { serifEnglish } from './serif-english.ts';
import { shuffled } from './shuffled.ts';
import { ticketDescriptionAbove, ticketOneRow, ticketQuantityAbove } from './ticket.ts';
import { twoLineItems } from './two-line-items.ts';
import { twoQuantities, weighed } from './two-quantities.ts';

/** Every class of paper; a new one is a file beside these and a row here. */
export const LAYOUTS: readonly Layout[] = [
  arcaOnlineA,
  arcaOnlineBC,
  boxed,
  quantityFirst,
  labelGrid,
  monoService,
  shuffled,
  twoQuantities,
  distributorList,
  preprinted,
  dos,
  dollars,
  fuel,
  ticketQuantityAbove,
  ticketDescriptionAbove,
  deliveryNote,
  quote,
  receipt,
  priceList,
  colourSize,
  priceFirst,
  weighed,
  valuesAbove,
  serifEnglish,
  twoLineItems,
  ticketOneRow,
];
