import { useEffect, useState } from 'react';

/** Where the agent is, kept in the address so that a link can be sent to a colleague. */
export type Route =
  /** Where everybody begins: a warehouse's people with its board, others with the search. */
  | { page: 'home' }
  | { page: 'search'; q: string }
  | { page: 'record'; shipmentId: string }
  | { page: 'cases' }
  | { page: 'case'; caseId: string }
  | { page: 'coverage' }
  | { page: 'board' }
  | { page: 'truck'; carrier: string; pickupAt: string }
  | { page: 'why'; taskId: string }
  | { page: 'day'; date: string };

const BASE = '/console';

export function routeOf(path: string, query: string): Route {
  const [, kind, id, sub] = path.slice(BASE.length).split('/');
  if (kind === 'board') return boardRouteOf([id, sub], new URLSearchParams(query));
  if (kind === 'shipments' && id) return { page: 'record', shipmentId: id };
  if (kind === 'coverage') return { page: 'coverage' };
  if (kind === 'cases') return id ? { page: 'case', caseId: id } : { page: 'cases' };
  const q = new URLSearchParams(query).get('q') ?? '';
  return kind === 'search' || q !== '' ? { page: 'search', q } : { page: 'home' };
}

function boardRouteOf([kind, id]: (string | undefined)[], query: URLSearchParams): Route {
  if (kind === 'tasks' && id) return { page: 'why', taskId: id };
  if (kind === 'day') return { page: 'day', date: query.get('date') ?? '' };
  const carrier = query.get('carrier');
  if (kind === 'truck' && carrier) return { page: 'truck', carrier, pickupAt: query.get('pickupAt') ?? '' };
  return { page: 'board' };
}

export function pathOf(route: Route): string {
  if (route.page === 'record') return `${BASE}/shipments/${route.shipmentId}`;
  if (route.page === 'case') return `${BASE}/cases/${route.caseId}`;
  if (route.page === 'cases') return `${BASE}/cases`;
  if (route.page === 'coverage') return `${BASE}/coverage`;
  if (route.page === 'board') return `${BASE}/board`;
  if (route.page === 'why') return `${BASE}/board/tasks/${route.taskId}`;
  if (route.page === 'day') return `${BASE}/board/day${route.date && `?date=${route.date}`}`;
  if (route.page === 'truck') {
    const { carrier, pickupAt } = route;
    return `${BASE}/board/truck?${new URLSearchParams(pickupAt ? { carrier, pickupAt } : { carrier }).toString()}`;
  }
  if (route.page === 'home') return `${BASE}/`;
  return route.q ? `${BASE}/?q=${encodeURIComponent(route.q)}` : `${BASE}/search`;
}

/** The current route and how to go elsewhere; the browser's back button works. */
export function useRoute(): [Route, (route: Route) => void] {
  const read = () => routeOf(location.pathname, location.search);
  const [route, setRoute] = useState<Route>(read);
  useEffect(() => {
    const follow = () => setRoute(read());
    window.addEventListener('popstate', follow);
    return () => window.removeEventListener('popstate', follow);
  }, []);
  const go = (next: Route) => {
    history.pushState(null, '', pathOf(next));
    setRoute(next);
    window.scrollTo(0, 0);
  };
  return [route, go];
}
