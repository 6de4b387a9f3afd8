import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DataSource } from 'typeorm';
import { z } from 'zod';
import { databaseUrlOfEnvironment } from '../../config/env.js';
import { rows } from '../../database/sql.js';
import { scenarioOfDay } from '../recorded-day.js';
import { readRecordedDay } from '../recorded-day.reader.js';
import type { ScenarioInput } from '../simulation.contract.js';
import { InputProblem } from './input-problem.js';

/** What a list of a scenario may hold. */
const MOST_ORDERS = 200_000;
const CONNECT_TIMEOUT_MS = 5_000;

const Instance = z.object({ databaseUrl: z.string().min(1) });

export interface DayAskedFor {
  dataDir: string;
  /** Its code; may be left out where there is one only. */
  warehouse?: string;
  /** YYYY-MM-DD on the warehouse's clock; yesterday without it. */
  date?: string;
  stage?: string;
  stations?: number;
}

interface Warehouse {
  id: string;
  code: string;
  yesterday: string;
}

/** A day of a warehouse as it was. Reads only. */
export async function dayFromDatabase(asked: DayAskedFor): Promise<ScenarioInput> {
  const dataSource = await connected(await databaseUrl(asked.dataDir));
  try {
    const warehouse = await warehouseOf(dataSource, asked.warehouse);
    const { date = warehouse.yesterday, stage, stations } = asked;
    if (!z.iso.date().safeParse(date).success)
      throw new InputProblem(`--date must be a day such as 2026-11-24, not '${date}'`);
    const day = await readRecordedDay(dataSource, {
      ...{ warehouseId: warehouse.id, date, stage, limit: MOST_ORDERS },
    });
    const where = `${date}, warehouse ${warehouse.code}, stage ${day.stage}`;
    if (day.orders.length === 0)
      throw new InputProblem(`No orders: ${where}. Name another day with --date, or another --stage.`);
    if (day.orders.length > MOST_ORDERS)
      throw new InputProblem(`More than ${MOST_ORDERS} orders: ${where}. Name another day with --date.`);
    if (day.stations === 0 && stations === undefined)
      throw new InputProblem(`Nobody worked: ${where}. Say with --stations how many are to be simulated.`);
    return scenarioOfDay(day, { stations });
  } finally {
    await dataSource.destroy();
  }
}

async function databaseUrl(dataDir: string): Promise<string> {
  const fromEnvironment = databaseUrlOfEnvironment();
  if (fromEnvironment) return fromEnvironment;
  const file = join(dataDir, 'instance.json');
  const text = await readFile(file, 'utf8').catch(() => {
    throw new InputProblem(
      `${file} can't be read. Start the instance (npm start), name its --data-dir, or set DATABASE_URL.`,
    );
  });
  const instance = Instance.safeParse(parsed(text));
  if (instance.success) return instance.data.databaseUrl;
  throw new InputProblem(`${file} has no databaseUrl: set DATABASE_URL.`);
}

async function connected(url: string): Promise<DataSource> {
  const options = { connectTimeoutMS: CONNECT_TIMEOUT_MS, poolSize: 1, installExtensions: false };
  const dataSource = new DataSource({
    ...{ type: 'postgres', url, applicationName: 'akashi simulate' },
    ...options,
  });
  return dataSource.initialize().catch((error: unknown) => {
    const why = error instanceof Error ? error.message : String(error);
    throw new InputProblem(`The database does not answer (${why}). Is the instance running?`);
  });
}

async function warehouseOf(dataSource: DataSource, code: string | undefined): Promise<Warehouse> {
  const all = await rows<Warehouse>(
    dataSource,
    `select id, code, to_char((now() at time zone time_zone)::date - 1, 'YYYY-MM-DD') as yesterday
     from warehouses order by code`,
  );
  const chosen = code === undefined ? all : all.filter((warehouse) => warehouse.code === code);
  const [only, other] = chosen;
  if (only && !other) return only;
  const names = all.map((warehouse) => warehouse.code).join(', ');
  throw new InputProblem(`Name a warehouse with --warehouse: ${names || 'there is none yet'}`);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
