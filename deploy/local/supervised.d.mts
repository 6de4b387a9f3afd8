/** What tests (TypeScript) use of supervised.mjs. */
export interface ServiceOptions {
  name: string;
  command: string;
  args: string[];
  env?: Record<string, string | undefined>;
  cwd?: string;
  uid?: number;
  gid?: number;
  logFile: string;
  stop?: 'term' | 'postgres';
  graceMs?: number;
}

export interface Outcome {
  code: number | null;
  signal: NodeJS.Signals | null;
}

export interface Service {
  readonly name: string;
  readonly logFile: string;
  readonly pid: number;
  readonly supervisorPid: number;
  readonly ended: boolean;
  readonly exited: Promise<Outcome>;
  stopAfter(other: Service): void;
  stop(): Promise<Outcome>;
  waitForLine(matches: (line: string) => boolean, timeoutMs: number): Promise<string>;
  logLines(): string[];
  logTail(count?: number): string;
}

export function startSupervised(options: ServiceOptions): Promise<Service>;
export function nodeArguments(entry: string, ...rest: string[]): string[];
export function tailOf(file: string, count?: number, from?: number): string;
