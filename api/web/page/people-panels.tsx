import { asMoment } from './format.ts';
import { useLoaded } from './load.ts';
import { Empty, Panel, Show, Table } from './parts.tsx';
import type { Page } from './stock-panels.tsx';
import { ALERTS, ROLES, SIGNS } from './words.ts';

interface Alert {
  readonly id: string;
  readonly kind: string;
  readonly name: string;
  readonly raised_at: string;
}

export function Alerts() {
  const loaded = useLoaded<Page<Alert>>('/api/v1/alerts');
  return (
    <Panel id="alerts" title="Alertas">
      <Show loaded={loaded}>
        {({ items }) =>
          items.length === 0 ? (
            <Empty>Nada que avisar.</Empty>
          ) : (
            <ul class="plain">
              {items.slice(0, 12).map((one) => (
                <li key={one.id}>
                  <strong>{ALERTS[one.kind] ?? one.kind}</strong>: {SIGNS[one.name] ?? one.name}{' '}
                  <span class="quiet">{asMoment(one.raised_at)}</span>
                </li>
              ))}
            </ul>
          )
        }
      </Show>
    </Panel>
  );
}

interface Person {
  readonly id: string;
  readonly name: string;
  readonly role: string;
  readonly shop: string;
}

export function People() {
  const loaded = useLoaded<Page<Person>>('/api/v1/users');
  return (
    <Panel id="people" title="Personas">
      <Show loaded={loaded}>
        {({ items }) => (
          <Table label="Personas" head={['Nombre', 'Rol', 'Local']}>
            {items.map((one) => (
              <tr key={one.id}>
                <th scope="row">{one.name}</th>
                <td>{ROLES[one.role] ?? one.role}</td>
                <td>{one.shop}</td>
              </tr>
            ))}
          </Table>
        )}
      </Show>
    </Panel>
  );
}
