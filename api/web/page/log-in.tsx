import { useState } from 'preact/hooks';
import { logIn, Refusal, type User } from './session.ts';

export function LogIn(props: { onIn: (user: User) => void }) {
  const [message, setMessage] = useState('');
  const [isBusy, setBusy] = useState(false);
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    const fields = new FormData(event.currentTarget as HTMLFormElement);
    setBusy(true);
    logIn(String(fields.get('username')), String(fields.get('password')))
      .then(props.onIn, (error: unknown) =>
        setMessage(error instanceof Refusal ? error.message : 'El servidor no responde. Probá de nuevo.'),
      )
      .finally(() => setBusy(false));
  };
  return (
    <main class="door">
      <h1>Tablero</h1>
      <form onSubmit={submit}>
        <label class="field">
          Usuario
          <input name="username" autocomplete="username" autocapitalize="none" required />
        </label>
        <label class="field">
          Clave
          <input name="password" type="password" autocomplete="current-password" required />
        </label>
        <button type="submit" disabled={isBusy}>
          Entrar
        </button>
        <p role="alert">{message}</p>
      </form>
    </main>
  );
}
