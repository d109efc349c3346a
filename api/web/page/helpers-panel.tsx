import { asNumber } from './format.ts';
import { useLoaded } from './load.ts';
import { Panel, Show } from './parts.tsx';
import { ASSISTANT } from './words.ts';

interface Helpers {
  readonly assistant: {
    readonly state: string;
    readonly calls_today: number;
    readonly daily_limit: number;
    readonly failures_today: number;
  };
  readonly arca: { readonly state: 'off' | 'working' | 'away'; readonly waiting: number };
}

/** The two optional online helpers, as /estado tells of them. */
export function OnlineHelpers() {
  const loaded = useLoaded<Helpers>('/api/v1/helpers');
  return (
    <Panel id="helpers" title="Ayudas en línea">
      <Show loaded={loaded}>
        {({ assistant, arca }) => (
          <ul class="plain">
            <li>
              <strong>Asistente</strong>: {ASSISTANT[assistant.state] ?? assistant.state}
              {usageOf(assistant)}
            </li>
            <li>
              <strong>ARCA</strong>: {arcaWords(arca)}
            </li>
          </ul>
        )}
      </Show>
    </Panel>
  );
}

function usageOf({ state, ...use }: Helpers['assistant']): string {
  if (state === 'off' || state === 'consent') return '';
  return `. Hoy ${asNumber(use.calls_today)} de ${asNumber(use.daily_limit)} consultas, ${asNumber(use.failures_today)} sin respuesta`;
}

function arcaWords({ state, waiting }: Helpers['arca']): string {
  if (state === 'off') return 'no está configurado';
  const invoices = `${asNumber(waiting)} ${waiting === 1 ? 'factura' : 'facturas'}`;
  if (state === 'away') return `no responde; ${invoices} sin verificar`;
  return waiting === 0 ? 'al día' : `${invoices} por verificar`;
}
