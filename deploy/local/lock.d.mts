export interface LockHolder {
  pid: number;
  birth: string;
  startedAt: string;
  baseUrl?: string;
}

export interface Lock {
  update(more: object): void;
  release(): void;
}

export function takeLock(
  file: string,
): { lock: Lock; previous?: LockHolder; heldBy?: undefined } | { lock?: undefined; heldBy: LockHolder };
export function isAlive(process: { pid: number; birth: string }): boolean;
