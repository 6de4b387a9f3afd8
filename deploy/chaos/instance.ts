/** What the story needs of the instance under it; deploy/local/chaos-instance.mjs is one. */
export interface Instance {
  /** Addresses of the API's processes: stations know all of them. */
  apiUrls: readonly string[];
  operatorKey: string;
  databaseUrl: string;
  queue: 'redis' | 'postgres';
  /** SIGKILL, and nothing is started in its stead. */
  killApi(n: number): Promise<void>;
  startApi(n: number): Promise<void>;
  killWorker(): Promise<void>;
  startWorker(): Promise<void>;
  stopPostgres(): Promise<void>;
  /** SIGKILL for the server and all that serves its connections. */
  killPostgres(): Promise<void>;
  startPostgres(): Promise<void>;
  killObjectStore(): Promise<void>;
  startObjectStore(): Promise<void>;
  /** `npm run audit` on this instance: its exit code, and the lines that it says. */
  audit(): Promise<{ code: number | null; said: string[] }>;
  /** FLUSHALL; with the queue on Postgres its schema is dropped. */
  emptyQueue(): Promise<void>;
  /** Redis only. */
  stopRedis(): Promise<void>;
  startRedis(): Promise<void>;
}
