import { z } from 'zod';
import { ffmpegOfPackage } from '../../deploy/demo/ffmpeg.js';

const environment = z.object({
  BENCH_BASE_URL: z.url(),
  BENCH_API_PID: z.coerce.number().int(),
  BENCH_WORKER_PID: z.coerce.number().int(),
  BENCH_FFMPEG: z.string().min(1).default(ffmpegOfPackage),
  BENCH_SCRATCH: z.string().min(1),
  DATABASE_URL: z.string().min(1),
  AKASHI_OPERATOR_KEY: z.string().min(1),
  S3_ENDPOINT: z.url(),
  S3_REGION: z.string().default('us-east-1'),
  S3_ACCESS_KEY_ID: z.string().min(1),
  S3_SECRET_ACCESS_KEY: z.string().min(1),
});

/** The instance that is measured; deploy/local/bench.mjs starts it and says where it is. */
export const bench = environment.parse(process.env);
