import { useEffect, useState } from 'preact/hooks';
import { ArcaAdvice, ArcaBadge, type ArcaCheck } from './arca.tsx';
import { asMoment, asMoney, asNumber } from './format.ts';
import { useLoaded } from './load.ts';
import { Empty, Panel, Show, Table } from './parts.tsx';
import { readPicture } from './session.ts';
import type { Page } from './stock-panels.tsx';
import { EVIDENCE } from './words.ts';

interface Invoice {
  readonly id: string;
  readonly created_at: string;
  readonly uploaded_by: string;
  readonly issuer_name: string | null;
  readonly letter: string | null;
  readonly point_of_sale: number | null;
  readonly number: number | null;
  readonly total: string | null;
  readonly lines: number;
  readonly pages: number;
  readonly arca: ArcaCheck | null;
}

interface Line {
  readonly id: number;
  readonly description: string | null;
  readonly quantity: string | null;
  readonly unit_price: string | null;
  readonly amount: string | null;
  readonly evidence: string;
}

const padded = (value: number | null, digits: number): string =>
  value === null ? '?' : String(value).padStart(digits, '0');

const nameOf = (one: Invoice): string =>
  one.number === null
    ? 'Sin número'
    : `${one.letter ?? ''} ${padded(one.point_of_sale, 4)}-${padded(one.number, 8)}`.trim();

/** Papers that wait for a person, each with its picture and its lines. */
export function WaitingInvoices() {
  const loaded = useLoaded<Page<Invoice>>('/api/v1/invoices?state=waiting&limit=20');
  return (
    <Panel id="invoices" title="Facturas que esperan" wide>
      <Show loaded={loaded}>
        {({ items }) =>
          items.length === 0 ? (
            <Empty>No hay facturas esperando. Las que se fotografían en el chat aparecen acá.</Empty>
          ) : (
            items.map((one) => <WaitingInvoice key={one.id} invoice={one} />)
          )
        }
      </Show>
    </Panel>
  );
}

function WaitingInvoice({ invoice }: { invoice: Invoice }) {
  const [isOpen, setOpen] = useState(false);
  return (
    <details class="invoice" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>
        <strong>{invoice.issuer_name ?? 'Proveedor sin leer'}</strong> {nameOf(invoice)} ·{' '}
        {asMoney(invoice.total)} · {invoice.lines} {invoice.lines === 1 ? 'renglón' : 'renglones'} ·{' '}
        {invoice.uploaded_by}, {asMoment(invoice.created_at)} <ArcaBadge check={invoice.arca} />
      </summary>
      <ArcaAdvice check={invoice.arca} />
      {isOpen ? (
        <div class="paper">
          <Picture path={`/api/v1/invoices/${invoice.id}/pages/1/picture`} name={nameOf(invoice)} />
          <Lines id={invoice.id} />
        </div>
      ) : null}
    </details>
  );
}

function Picture(props: { path: string; name: string }) {
  const [source, setSource] = useState<string | null>(null);
  const [isMissing, setMissing] = useState(false);
  useEffect(() => {
    let made: string | null = null;
    readPicture(props.path).then(
      (address) => {
        made = address;
        setSource(address);
      },
      () => setMissing(true),
    );
    return () => {
      if (made !== null) URL.revokeObjectURL(made);
    };
  }, [props.path]);
  if (isMissing) return <Empty>Sin foto.</Empty>;
  return source === null ? (
    <Empty>Cargando la foto…</Empty>
  ) : (
    <img src={source} alt={`Foto de ${props.name}`} />
  );
}

function Lines(props: { id: string }) {
  const loaded = useLoaded<Page<Line>>(`/api/v1/invoices/${props.id}/lines`);
  return (
    <Show loaded={loaded}>
      {({ items }) => (
        <Table
          label="Renglones"
          head={['Renglón', 'Descripción', 'Cantidad', 'Precio', 'Importe', 'Prueba']}
          numbers={['Renglón', 'Cantidad', 'Precio', 'Importe']}
        >
          {items.map((line, index) => (
            <tr key={line.id}>
              <td class="number">{index + 1}</td>
              <th scope="row">{line.description ?? 'Sin leer'}</th>
              <td class="number">{asNumber(line.quantity)}</td>
              <td class="number">{asMoney(line.unit_price)}</td>
              <td class="number">{asMoney(line.amount)}</td>
              <td>{EVIDENCE[line.evidence] ?? line.evidence}</td>
            </tr>
          ))}
        </Table>
      )}
    </Show>
  );
}
