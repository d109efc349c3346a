import { useState } from 'preact/hooks';
import { ForecastChart, type ForecastDay } from './chart.tsx';
import { asMoment, asMoney, asNumber, asPercent, asWholeMoney } from './format.ts';
import { useLoaded } from './load.ts';
import { Empty, Panel, Show, Table } from './parts.tsx';
import { SOURCES } from './words.ts';

interface Stats {
  readonly active_products: number;
  readonly products_with_stock: number;
  readonly products_below_zero: number;
  readonly stock_value: string | null;
  readonly invoices_waiting: number;
  readonly movements_last_24h: number;
}

export interface Product {
  readonly id: string;
  readonly name: string;
  readonly unit: string;
  readonly stock: string;
  readonly stock_value: string | null;
  readonly cover_days: number | null;
}

export interface Page<T> {
  readonly items: readonly T[];
}

/** Value and how far it reaches: what an owner looks at first. */
export function Figures() {
  const stats = useLoaded<Stats>('/api/v1/inventory/stats');
  return (
    <Show loaded={stats}>
      {(value) => (
        <dl class="figures">
          <Figure name="Valor del stock" value={asWholeMoney(value.stock_value)} />
          <Figure
            name="Productos con stock"
            value={`${value.products_with_stock} de ${value.active_products}`}
          />
          <Figure name="Facturas que esperan" value={asNumber(value.invoices_waiting)} />
          <Figure name="Bajo cero, a contar" value={asNumber(value.products_below_zero)} />
          <Figure name="Movimientos en 24 h" value={asNumber(value.movements_last_24h)} />
        </dl>
      )}
    </Show>
  );
}

const Figure = (props: { name: string; value: string }) => (
  <div>
    <dt>{props.name}</dt>
    <dd>{props.value}</dd>
  </div>
);

const byCover = (a: Product, b: Product): number =>
  (a.cover_days ?? Number.POSITIVE_INFINITY) - (b.cover_days ?? Number.POSITIVE_INFINITY);

/** Products that last least, and the forecast of the one that is chosen. */
export function CoverAndForecast(props: { products: readonly Product[] }) {
  const [chosen, choose] = useState(() => [...props.products].sort(byCover)[0]?.id ?? '');
  const soonest = [...props.products].sort(byCover).slice(0, 8);
  return (
    <>
      <Panel id="cover" title="Para cuántos días alcanza">
        {soonest.length === 0 ? (
          <Empty>Todavía no hay productos.</Empty>
        ) : (
          <Table
            label="Días que alcanza cada producto"
            head={['Producto', 'Hay', 'Alcanza']}
            numbers={['Hay', 'Alcanza']}
          >
            {soonest.map((one) => (
              <tr key={one.id}>
                <th scope="row">
                  <button type="button" class="link" onClick={() => choose(one.id)}>
                    {one.name}
                  </button>
                </th>
                <td class="number">{asNumber(one.stock)}</td>
                <td class="number">{one.cover_days === null ? '–' : `${asNumber(one.cover_days)} días`}</td>
              </tr>
            ))}
          </Table>
        )}
      </Panel>
      <Panel id="forecast" title="Pronóstico">
        <label class="field">
          Producto
          <select value={chosen} onChange={(event) => choose(event.currentTarget.value)}>
            {props.products.map((one) => (
              <option key={one.id} value={one.id}>
                {one.name}
              </option>
            ))}
          </select>
        </label>
        {chosen === '' ? null : <Forecast productId={chosen} />}
      </Panel>
    </>
  );
}

function Forecast(props: { productId: string }) {
  const loaded = useLoaded<{ forecast: { readonly days: readonly ForecastDay[] } | null }>(
    `/api/v1/products/${props.productId}/forecast`,
  );
  return (
    <Show loaded={loaded}>
      {({ forecast }) =>
        forecast === null ? (
          <Empty>Todavía no hay ventas para pronosticarlo.</Empty>
        ) : (
          <ForecastChart days={forecast.days.slice(0, 28)} />
        )
      }
    </Show>
  );
}

interface Movement {
  readonly seq: number;
  readonly at: string;
  readonly product: string;
  readonly quantity: string;
  readonly source: string;
  readonly from: string;
  readonly to: string;
  readonly by: string;
}

export function LastMovements() {
  const loaded = useLoaded<Page<Movement>>('/api/v1/movements?limit=12');
  return (
    <Panel id="movements" title="Últimos movimientos" wide>
      <Show loaded={loaded}>
        {({ items }) =>
          items.length === 0 ? (
            <Empty>Todavía no se movió nada.</Empty>
          ) : (
            <Table
              label="Últimos movimientos"
              head={['Cuándo', 'Qué', 'Producto', 'Cantidad', 'De', 'A', 'Quién']}
              numbers={['Cantidad']}
            >
              {items.map((one) => (
                <tr key={one.seq}>
                  <td>{asMoment(one.at)}</td>
                  <td>{SOURCES[one.source] ?? one.source}</td>
                  <th scope="row">{one.product}</th>
                  <td class="number">{asNumber(one.quantity)}</td>
                  <td>{one.from}</td>
                  <td>{one.to}</td>
                  <td>{one.by}</td>
                </tr>
              ))}
            </Table>
          )
        }
      </Show>
    </Panel>
  );
}

interface PriceMove {
  readonly product_id: string;
  readonly product: string;
  readonly supplier: string;
  readonly before: string;
  readonly now: string;
  readonly percent: number;
}

export function PriceMoves() {
  const loaded = useLoaded<Page<PriceMove>>('/api/v1/price-moves');
  return (
    <Panel id="prices" title="Costos que cambiaron">
      <Show loaded={loaded}>
        {({ items }) =>
          items.length === 0 ? (
            <Empty>Ningún costo cambió en la última compra.</Empty>
          ) : (
            <Table
              label="Costos que cambiaron"
              head={['Producto', 'Antes', 'Ahora', 'Cambio']}
              numbers={['Antes', 'Ahora', 'Cambio']}
            >
              {items.slice(0, 10).map((one) => (
                <tr key={one.product_id}>
                  <th scope="row">{one.product}</th>
                  <td class="number">{asMoney(one.before)}</td>
                  <td class="number">{asMoney(one.now)}</td>
                  <td class={one.percent > 0 ? 'number dearer' : 'number cheaper'}>
                    {asPercent(one.percent)}
                  </td>
                </tr>
              ))}
            </Table>
          )
        }
      </Show>
    </Panel>
  );
}
