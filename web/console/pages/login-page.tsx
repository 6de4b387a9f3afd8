import { useState } from 'react';
import { signIn, type Session } from '../api/console-api.js';
import { useText } from '../i18n/i18n.js';
import { useAction } from '../use-loaded.js';

export function LoginPage({ onSession }: { onSession: (session: Session) => void }) {
  const t = useText();
  const [email, setEmail] = useState('');
  const [password, setPassword] = useState('');
  const { busy, problem, run } = useAction();
  return (
    <section className="narrow card">
      <h1>{t.login.title}</h1>
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          run(async () => onSession(await signIn(email, password)));
        }}
      >
        <label>
          {t.login.email}
          <input
            type="email"
            autoComplete="username"
            autoFocus
            required
            value={email}
            onChange={(event) => setEmail(event.target.value)}
          />
        </label>
        <label>
          {t.login.password}
          <input
            type="password"
            autoComplete="current-password"
            required
            value={password}
            onChange={(event) => setPassword(event.target.value)}
          />
        </label>
        {problem && (
          <p className="refusal" role="alert">
            {problem}
          </p>
        )}
        <button type="submit" className="primary" disabled={busy}>
          {t.login.submit}
        </button>
      </form>
    </section>
  );
}
