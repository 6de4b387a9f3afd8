#!/usr/bin/env node
import { runVerify } from './run.js';

const spoken = process.env.LC_ALL || process.env.LANG || '';
const { code, out, error } = await runVerify(process.argv.slice(2), spoken.startsWith('ja') ? 'ja' : 'en');
process.stdout.write(out);
process.stderr.write(error);
process.exitCode = code;
