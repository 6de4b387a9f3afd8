export class UsageError extends Error {}

export interface StartOptions {
  help: boolean;
  port: number | undefined;
  dataDir: string;
  demo: boolean;
  reset: boolean;
  yes: boolean;
}

export const HELP: string;
export function parseOptions(args: string[], where: { root: string; from: string }): StartOptions;
