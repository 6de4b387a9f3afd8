import { useEffect, useState } from 'react';
import { Problem } from '../shared/api/problem.js';
import { fetchSession, sessionEvents, signOut, type Session } from './api/console-api.js';
import { SpeechProvider, useSpeech, useText } from './i18n/i18n.js';
import { BoardPage } from './board/board-page.js';
import { DayPage } from './board/day-page.js';
import { TruckPage } from './board/truck-page.js';
import { WhyPage } from './board/why-page.js';
import { CoveragePage } from './coverage/coverage-page.js';
import { CasePage } from './pages/case-page.js';
import { CasesPage } from './pages/cases-page.js';
import { LoginPage } from './pages/login-page.js';
import { SearchPage } from './pages/search-page.js';
import { RecordPage } from './record/record-page.js';
import { pathOf, useRoute, type Route } from './use-route.js';
import { Loading } from './loading.js';

export function App() {
  return (
    <SpeechProvider>
      <Console />
    </SpeechProvider>
  );
}

type SignedIn = Session | 'nobody' | 'unknown';

function Console() {
  const [session, setSession] = useState<SignedIn>('unknown');
  const [route, go] = useRoute();
  useEffect(() => {
    fetchSession().then(setSession, (error: unknown) => {
      if (error instanceof Problem) setSession('nobody');
    });
  }, []);
  useEffect(() => {
    const signedOut = () => setSession('nobody');
    sessionEvents.addEventListener('signed-out', signedOut);
    return () => sessionEvents.removeEventListener('signed-out', signedOut);
  }, []);
  const leave = () => void signOut().finally(() => setSession('nobody'));
  return (
    <div className="page">
      <Bar session={session} route={route} go={go} onLeave={leave} />
      <main>
        {session === 'unknown' && <Loading />}
        {session === 'nobody' && <LoginPage onSession={setSession} />}
        {typeof session === 'object' && <Page route={route} go={go} session={session} />}
      </main>
    </div>
  );
}

interface PageProps {
  route: Route;
  go: (route: Route) => void;
  session: Session;
}

function Page({ route, go, session }: PageProps) {
  const isManager = managesWarehouse(session);
  const { warehouseId } = session;
  if (route.page === 'board' || (route.page === 'home' && warehouseId)) return <BoardPage go={go} />;
  if (route.page === 'truck') return <TruckPage route={route} go={go} mayChange={isManager} />;
  if (route.page === 'why') return <WhyPage taskId={route.taskId} go={go} />;
  if (route.page === 'day') return <DayPage date={route.date} go={go} mayClose={isManager} />;
  if (route.page === 'record') return <RecordPage shipmentId={route.shipmentId} go={go} />;
  if (route.page === 'coverage') {
    const mayWaive = session.brandId ? managesBrand(session) : isManager;
    return <CoveragePage side={session.brandId ? 'brand' : 'warehouse'} mayWaive={mayWaive} go={go} />;
  }
  if (route.page === 'cases') return <CasesPage go={go} />;
  if (route.page === 'case') return <CasePage caseId={route.caseId} go={go} />;
  return <SearchPage q={route.page === 'search' ? route.q : ''} go={go} />;
}

function managesWarehouse({ warehouseId, person }: Session): boolean {
  return person.memberships.some(
    (held) => 'warehouseId' in held && held.warehouseId === warehouseId && held.role === 'manager',
  );
}

function managesBrand({ brandId, person }: Session): boolean {
  return person.memberships.some(
    (held) =>
      'brandId' in held && held.brandId === brandId && (held.role === 'manager' || held.role === 'admin'),
  );
}

interface BarProps {
  session: SignedIn;
  route: Route;
  go: (route: Route) => void;
  onLeave: () => void;
}

function Bar({ session, route, go, onLeave }: BarProps) {
  const t = useText();
  const { language, speak } = useSpeech();
  const home = typeof session === 'object' && session.warehouseId ? 'board' : 'search';
  const shown = route.page === 'home' ? home : route.page;
  const to = (target: Route, label: string) => (
    <a
      href={pathOf(target)}
      aria-current={shown === target.page ? 'page' : undefined}
      onClick={(event) => {
        event.preventDefault();
        go(target);
      }}
    >
      {label}
    </a>
  );
  return (
    <header className="bar">
      <strong>証 Akashi</strong>
      {typeof session === 'object' && (
        <nav>
          {session.warehouseId && to({ page: 'board' }, t.board.nav)}
          {session.warehouseId && to({ page: 'day', date: '' }, t.board.navDay)}
          {session.brandId && to({ page: 'search', q: '' }, t.nav.search)}
          {session.brandId && to({ page: 'cases' }, t.nav.cases)}
          {(session.brandId ?? managesWarehouse(session)) && to({ page: 'coverage' }, t.nav.coverage)}
        </nav>
      )}
      <span className="bar-end">
        {typeof session === 'object' && <span>{session.person.name}</span>}
        <button type="button" className="quiet" onClick={() => speak(language === 'ja' ? 'en' : 'ja')}>
          {t.language}
        </button>
        {typeof session === 'object' && (
          <button type="button" className="quiet" onClick={onLeave}>
            {t.signOut}
          </button>
        )}
      </span>
    </header>
  );
}
