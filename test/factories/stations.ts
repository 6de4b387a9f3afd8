import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { LightMyRequestResponse } from 'fastify';
import { DataSource } from 'typeorm';
import type { NewBrand } from '../../src/accounts/accounts.contract.js';
import type { PackingStation } from '../../src/queue/task-winner.js';
import { PackersService } from '../../src/stations/packers.service.js';
import { StationsService } from '../../src/stations/stations.service.js';
import { createBrand, type TestBrand, unique } from './accounts.js';

/** A station with its device key and somebody signed in. */
export interface TestStation extends PackingStation {
  name: string;
  key: string;
  badge: string;
  /** Calls the API as this station. */
  call: (method: 'GET' | 'POST', path: string, body?: object) => Promise<LightMyRequestResponse>;
}

/** A list that a test takes its first members of without asking whether they are there. */
export type Several<T> = [T, T, T, ...T[]];

export interface TestFloor extends TestBrand {
  app: NestFastifyApplication;
  dataSource: DataSource;
  stations: Several<TestStation>;
}

/** A brand with a warehouse and so many stations, each with a packer signed in. */
export async function createFloor(
  app: NestFastifyApplication,
  { stations = 1, brand = {} }: { stations?: number; brand?: Partial<NewBrand> } = {},
): Promise<TestFloor> {
  const made = await createBrand(app, brand);
  const enrolled: TestStation[] = [];
  for (let n = 0; n < stations; n += 1) enrolled.push(await createStation(app, made.warehouse.id));
  return { ...made, app, dataSource: app.get(DataSource), stations: enrolled as Several<TestStation> };
}

export async function createStation(app: NestFastifyApplication, warehouseId: string): Promise<TestStation> {
  const stations = app.get(StationsService);
  const packers = app.get(PackersService);
  const { code } = await stations.create(warehouseId, unique('bench '));
  const { stationId, name, key } = await stations.enrol(code);
  const badge = unique('badge');
  const pseudonym = unique('P');
  const packer = await packers.create(warehouseId, { pseudonym, displayName: 'Aoi', badge, locale: 'ja' });
  const actor = { kind: 'station' as const, id: stationId };
  const capabilities = { zones: null, temperatures: null, skills: null };
  await packers.signIn({ stationId, warehouseId, capabilities, actor }, badge);
  const call: TestStation['call'] = (method, path, body) =>
    app.inject({
      method,
      url: `/v1/station${path}`,
      headers: { authorization: `Bearer ${key}` },
      payload: body,
    });
  return { stationId, warehouseId, capabilities, packerId: packer.id, actor, name, key, badge, call };
}
