import { render } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { OnlineHelpers } from './helpers-panel.tsx';
import { WaitingInvoices } from './invoice-panel.tsx';
import { useLoaded } from './load.ts';
import { LogIn } from './log-in.tsx';
import { Show } from './parts.tsx';
import { Alerts, People } from './people-panels.tsx';
import { logOut, resume, type User } from './session.ts';
import {
  CoverAndForecast,
  Figures,
  LastMovements,
  type Page,
  PriceMoves,
  type Product,
} from './stock-panels.tsx';

type Visit =
  | { readonly state: 'arriving' }
  | { readonly state: 'outside' }
  | { readonly state: 'inside'; readonly user: User };

function App() {
  const [visit, setVisit] = useState<Visit>({ state: 'arriving' });
  const enter = (user: User | null): void =>
    setVisit(user === null ? { state: 'outside' } : { state: 'inside', user });
  useEffect(() => {
    resume().then(enter, () => enter(null));
  }, []);
  if (visit.state === 'arriving') return <main class="quiet">Cargando…</main>;
  if (visit.state === 'outside') return <LogIn onIn={enter} />;
  return <Dashboard user={visit.user} onOut={() => enter(null)} />;
}

function Dashboard(props: { user: User; onOut: () => void }) {
  const products = useLoaded<Page<Product>>('/api/v1/products?limit=200&active=true');
  const isInCharge = props.user.role !== 'staff';
  return (
    <>
      <header>
        <h1>Tablero</h1>
        <span>{props.user.name}</span>
        <button type="button" onClick={() => logOut().then(props.onOut, props.onOut)}>
          Salir
        </button>
      </header>
      <main>
        <Figures />
        <div class="panels">
          <WaitingInvoices />
          {isInCharge ? <Alerts /> : null}
          <Show loaded={products}>{({ items }) => <CoverAndForecast products={items} />}</Show>
          {isInCharge ? <PriceMoves /> : null}
          {isInCharge ? <People /> : null}
          {isInCharge ? <OnlineHelpers /> : null}
          <LastMovements />
        </div>
      </main>
    </>
  );
}

const root = document.getElementById('dashboard');
if (root !== null) render(<App />, root);
