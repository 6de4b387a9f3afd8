import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { z } from 'zod';

export const HELP = `npm run demo -- [options]

Plays the story of the demo brand against the running instance (npm start), over HTTP like any other client.

  --clip FILE      film to use instead of made footage (mp4, webm or mkv)
  --orders FILE    your own orders, JSON lines (one POST /v1/orders body a line), sent to the demo brand
  --data-dir DIR   where instance.json is (default .akashi)
  --help           this text
`;

/** What the demo needs to know of the instance; written by the launcher. */
const Instance = z.object({
  baseUrl: z.string(),
  operatorKey: z.string(),
  brandKey: z.string().nullish(),
  stationKey: z.string().nullish(),
});

export type Instance = z.infer<typeof Instance>;

export interface DemoOptions {
  instance: Instance;
  instanceFile: string;
  clip?: string;
  orders?: string;
  resultFile?: string;
  ffmpegPath?: string;
}

/** Reads the command line. @returns options, or a text to print instead of the story */
export function readOptions(
  argv: string[],
  env: NodeJS.ProcessEnv,
): DemoOptions | { text: string; code: number } {
  let values;
  try {
    values = parseArgs({
      args: argv,
      options: {
        clip: { type: 'string' },
        orders: { type: 'string' },
        'data-dir': { type: 'string' },
        help: { type: 'boolean' },
      },
    }).values;
  } catch (error) {
    return { text: `${error instanceof Error ? error.message : String(error)}\n\n${HELP}`, code: 2 };
  }
  if (values.help) return { text: HELP, code: 0 };
  for (const file of [values.clip, values.orders]) {
    if (file && !existsSync(file)) return { text: `There is no file ${file}.\n`, code: 2 };
  }
  const instanceFile = env['AKASHI_INSTANCE_FILE'] ?? join(values['data-dir'] ?? '.akashi', 'instance.json');
  if (!existsSync(instanceFile)) {
    return { text: `Nothing is running here (no ${instanceFile}). Run npm start first.\n`, code: 2 };
  }
  const instance = Instance.parse(JSON.parse(readFileSync(instanceFile, 'utf8')));
  return {
    instance,
    instanceFile,
    clip: values.clip,
    orders: values.orders,
    resultFile: env['AKASHI_DEMO_RESULT'],
    ffmpegPath: env['FFMPEG_PATH'],
  };
}
