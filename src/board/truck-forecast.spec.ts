import {
  decidingPools,
  forecastTrucks,
  type ForecastTruck,
  missedByStage,
  type TruckWork,
} from './truck-forecast.js';

const HOUR = 3_600_000;
const pack = (changed: Partial<TruckWork> = {}): TruckWork => ({
  ...{ stage: 'pack', pool: '', tasks: 42, meanSec: 480, laterSec: 0, stations: 4 },
  ...changed,
});
const truck = (changed: Partial<ForecastTruck> = {}): ForecastTruck => ({
  ...{ id: 'yamato', pickupAt: 1.2 * HOUR, left: 42, work: [pack()] },
  ...changed,
});

describe('the forecast of a truck', () => {
  it('says how many won’t make it: stations × time left / service time', () => {
    // 4 people × 72 minutes / 8 minutes = 36 of 42; 42 × 8 / 72 = 4.67 people would do.
    expect(forecastTrucks([truck()], 0)).toEqual([
      {
        ...{ id: 'yamato', wontMakeIt: 6, peopleMissing: 1, slackSec: 4 * 4320 - 42 * 480 },
        missed: [{ stage: 'pack', pool: '', tasks: 6 }],
      },
    ]);
    expect(forecastTrucks([truck({ work: [pack({ stations: 5 })] })], 0)[0]).toMatchObject({
      wontMakeIt: 0,
      peopleMissing: 0,
    });
  });

  it('gives the time of the people to the trucks that leave first', () => {
    const later = truck({ id: 'sagawa', pickupAt: 2 * HOUR, left: 30, work: [pack({ tasks: 30 })] });
    // In two hours 60 are packed, 36 of them for the first truck: 24 of 30 are left for the second.
    expect(forecastTrucks([later, truck()], 0).map(({ id, wontMakeIt }) => [id, wontMakeIt])).toEqual([
      ['yamato', 6],
      ['sagawa', 6],
    ]);
  });

  it('counts a parcel once that misses its truck in several stages, and pools of a stage together', () => {
    const two = [pack(), pack({ stage: 'ship', tasks: 42, meanSec: 600 })];
    expect(forecastTrucks([truck({ work: two })], 0)[0]?.wontMakeIt).toBe(14);
    const pools = [pack({ tasks: 20, stations: 1 }), pack({ pool: 'temp=chilled', tasks: 22, stations: 1 })];
    expect(forecastTrucks([truck({ work: pools })], 0)[0]?.wontMakeIt).toBe(24);
  });

  it('says at which stages they won’t make it, and which of the line they are: the last at the stage where most won’t', () => {
    const work = [
      pack({ stage: 'pick', meanSec: 60 }),
      pack({ tasks: 20, stations: 1 }),
      pack({ pool: 'temp=chilled', tasks: 22, stations: 1 }),
      pack({ stage: 'ship', meanSec: 600 }),
    ];
    const [forecast = { id: '', wontMakeIt: 0, missed: [], peopleMissing: 0, slackSec: null }] =
      forecastTrucks([truck({ work })], 0);
    expect([...missedByStage(forecast.missed)]).toEqual([
      ['pack', 24],
      ['ship', 14],
    ]);
    expect(decidingPools(forecast)).toEqual([
      { stage: 'pack', pool: '', tasks: 11 },
      { stage: 'pack', pool: 'temp=chilled', tasks: 13 },
    ]);
    expect(decidingPools({ ...forecast, wontMakeIt: 12 }).map(({ tasks }) => tasks)).toEqual([11, 1]);
    expect(decidingPools({ ...forecast, missed: [], wontMakeIt: 0 })).toEqual([]);
  });

  it('leaves room for the stages that follow', () => {
    expect(forecastTrucks([truck({ work: [pack({ laterSec: 720 })] })], 0)[0]?.wontMakeIt).toBe(12);
  });

  it('counts everything as missed when nobody is at work or the truck has left', () => {
    expect(forecastTrucks([truck({ work: [pack({ stations: 0 })] })], 0)[0]).toMatchObject({
      wontMakeIt: 42,
      peopleMissing: 5,
    });
    expect(forecastTrucks([truck()], 2 * HOUR)).toEqual([
      {
        ...{ id: 'yamato', wontMakeIt: 42, peopleMissing: 0, slackSec: null },
        missed: [{ stage: 'pack', pool: '', tasks: 42 }],
      },
    ]);
  });

  it('never says that more are missed or missing than are left', () => {
    const [hopeless] = forecastTrucks([truck({ pickupAt: 60_000, left: 3, work: [pack({ tasks: 3 })] })], 0);
    expect(hopeless).toMatchObject({ wontMakeIt: 3, peopleMissing: 3 });
    expect(forecastTrucks([truck({ left: 0, work: [] })], 0)[0]).toMatchObject({
      wontMakeIt: 0,
      slackSec: null,
    });
  });
});
